using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

public class RelativeBucketsTests
{
    private const int Buckets = 32;
    private const int MaxDistance = 128;

    // Bidirectional: 8 exact buckets, then limits at 8·16^(i/8) = 8·√2^i, thus 12, 16, 23, 32, 46, 64, 91.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(-7, 7)]
    [InlineData(-8, 8)]
    [InlineData(-11, 8)]
    [InlineData(-12, 9)]
    [InlineData(-15, 9)]
    [InlineData(-16, 10)]
    [InlineData(-22, 10)]
    [InlineData(-23, 11)]
    [InlineData(-31, 11)]
    [InlineData(-32, 12)]
    [InlineData(-45, 12)]
    [InlineData(-46, 13)]
    [InlineData(-63, 13)]
    [InlineData(-64, 14)]
    [InlineData(-90, 14)]
    [InlineData(-91, 15)]
    [InlineData(-128, 15)]
    [InlineData(-100_000, 15)]
    [InlineData(1, 17)]
    [InlineData(16, 26)]
    [InlineData(64, 30)]
    [InlineData(100_000, 31)]
    public void Bidirectional(long offset, int bucket) => Assert.Equal(bucket, RelativeBuckets.Of(offset, bidirectional: true, Buckets, MaxDistance));

    // Causal: 16 exact buckets, then limits at 16·8^(i/16).
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-15, 15)]
    [InlineData(-16, 16)]
    [InlineData(-18, 16)]
    [InlineData(-19, 17)]
    [InlineData(-112, 30)]
    [InlineData(-113, 31)]
    [InlineData(-128, 31)]
    [InlineData(-100_000, 31)]
    [InlineData(1, 0)]
    [InlineData(100, 0)]
    public void Causal(long offset, int bucket) => Assert.Equal(bucket, RelativeBuckets.Of(offset, bidirectional: false, Buckets, MaxDistance));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(1, 9)]
    [InlineData(3, 30)]
    public void The_table_is_of_the_last_positions(int queries, int keys)
    {
        using var scope = NewDisposeScope();
        foreach (var bidirectional in new[] { false, true })
        {
            var table = RelativeBuckets.Table(queries, keys, bidirectional, Tensors.Tiny, CPU).data<long>().ToArray();
            var expected =
                from query in Enumerable.Range(keys - queries, queries)
                from key in Enumerable.Range(0, keys)
                select (long)RelativeBuckets.Of(key - query, bidirectional, Buckets, MaxDistance);
            Assert.Equal(expected, table);
        }
    }

    [Theory]
    [InlineData(1, 9, true)]
    [InlineData(3, 9, true)]
    [InlineData(1, 9, false)]
    [InlineData(3, 9, false)]
    public void The_bias_of_the_last_positions_is_the_end_of_the_whole(int queries, int keys, bool bidirectional)
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        var bias = network.Decoder.Positions.Forward(queries, keys, bidirectional);
        Tensors.Equal(network.Decoder.Positions.Forward(keys, keys, bidirectional).narrow(2, keys - queries, queries), bias, 0);
    }
}
