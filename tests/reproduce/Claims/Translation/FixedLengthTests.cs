using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Training;
using Gmlm.Reproduce.Claims.Translation;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>Systems that are told their length write as many words, and one that ends before is found out.</summary>
public sealed class FixedLengthTests
{
    private static readonly DecodingTokens Tokens = new(Pad: 0, End: 1, Mask: 20, MaskAt: i => 20 + i, MaskRange: 10, FirstWord: 3, Words: 17, Length: 31, Blank: 2);

    private static readonly T5Config Network = new() { VocabularySize = 32, Width = 8, HeadWidth = 4, Heads = 2, FeedForwardWidth = 8, EncoderLayers = 1, DecoderLayers = 1 };

    private static readonly int[][] Batch = [[4, 5, 6], [7, 8, 9]];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void AnAutoregressiveSystemWritesAsManyWords(int length)
    {
        using var model = Level(Network with { EosId = 1 });
        Assert.All(FixedLength.Autoregressive(model, length).Translate(Batch), target => Assert.Equal(length, target.Count));
    }

    // All logits are the same: the first token is the likeliest, and here it is the end.
    [Fact]
    public void AnEndIsAnError()
    {
        using var model = Level(Network with { EosId = 0, PadId = 1 });
        Assert.Contains("ended", Assert.Throws<InvalidOperationException>(() => FixedLength.Autoregressive(model, 5).Translate(Batch)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(3, 4, 6)]
    public void AParallelSystemWritesOneOfItsLengths(int lengths, int shortest, int longest)
    {
        var network = new PadirModel(new PadirConfig { Network = Network });
        network.eval();
        using var model = new TranslationModel(network, Tokens);
        Assert.All(FixedLength.InParallel(model, 5, steps: 2, lengths).Translate(Batch), target => Assert.InRange(target.Count, shortest, longest));
    }

    private static TranslationModel Level(T5Config network)
    {
        var config = new PadirConfig { Network = network, Decoder = DecoderMode.Causal };
        using var random = new PadirModel(config);
        return new TranslationModel(PadirModel.Of(config, [.. random.Export().Select(weight => weight with { Values = new float[weight.Values.Length] })]), Tokens);
    }
}
