using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Decoding;

public class AttendedSourceTests
{
    private static readonly int[][] Sources = [[5, 6, 7, 8, 1], [11, 12, 1]];
    private static readonly int[][] Outputs = [[20, 21], [22, 23, 24]];

    [Fact]
    public void Evidence_is_the_attention_summed_over_the_output()
    {
        using var scope = NewDisposeScope();
        var maps = new AttentionMaps();

        // One row, two layers with one head, three target positions of which the last is padding, three source tokens.
        maps.CrossList.Add(tensor(new[] { 0.6f, 0.2f, 0.2f, 0.6f, 0, 0.4f, 1, 0, 0 }, [1, 1, 3, 3]));
        maps.CrossList.Add(tensor(new[] { 0.8f, 0, 0.2f, 1, 0, 0, 1, 0, 0 }, [1, 1, 3, 3]));
        var evidence = AttendedSource.Of(maps, [[5, 6, 1]], [2], id => id != 1)[0];
        Assert.Equal([2.25, 0.15, null], evidence.Select(value => value is { } number ? Math.Round(number, 5) : (double?)null));
        Assert.Equal([1], DroppedContent.Positions(evidence, 0.2));
    }

    [Fact]
    public void Evidence_of_a_network_is_1_on_average_and_padding_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        var both = Of(network, Sources, Outputs, _ => true);
        for (var row = 0; row < 2; row++)
        {
            Assert.Equal(1, both[row].Average()!.Value, 1e-5);
            Assert.True(both[row].Max() - both[row].Min() > 1e-3, "Attention tells the tokens apart.");
            Assert.Equal(Of(network, [Sources[row]], [Outputs[row]], _ => true)[0], both[row], (a, b) => Math.Abs(a!.Value - b!.Value) < 1e-5);
        }

        Assert.Equal([false, false, true], Of(network, Sources, Outputs, id => id != 1)[1].Select(value => value is null));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => AttendedSource.Of(new AttentionMaps(), [], [], _ => true));
        var maps = new AttentionMaps();
        maps.CrossList.Add(ones(1, 1, 2, 3));
        Assert.Throws<ArgumentException>(() => AttendedSource.Of(maps, [[5, 6, 7, 1]], [2], _ => true));
        Assert.Throws<ArgumentException>(() => AttendedSource.Of(maps, [[5, 6, 1]], [3], _ => true));
        Assert.Throws<ArgumentException>(() => AttendedSource.Of(maps, [[5, 6, 1], [5]], [2, 2], _ => true));
    }

    private static double?[][] Of(T5Network network, int[][] sources, int[][] outputs, Func<int, bool> isWord)
    {
        using var source = network.Encode(Tensors.Ids(network.Config, sources));
        return AttendedSource.Of(network, source, sources, outputs, end: 1, isWord);
    }
}
