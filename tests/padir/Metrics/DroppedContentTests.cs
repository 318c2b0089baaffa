using Gmlm.Padir.Metrics;
using Gmlm.Padir.Tests.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

public class DroppedContentTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.19, 2)]
    [InlineData(0.2, 3)]
    [InlineData(0.5, 5)] // none of equal values lies below the threshold
    [InlineData(0.6, 5)]
    [InlineData(0.99, 9)]
    public void At_most_the_chosen_share_of_the_references_lies_below(double share, double threshold)
    {
        double?[][] evidence = [[9, 1, null, 4], [], [5, 3, 5], [null, 5, 2, 5, 8]];
        Assert.Equal(threshold, DroppedContent.Threshold(evidence, share));
        Assert.InRange(DroppedContent.Measure(evidence, threshold).TokenShare, 0, share);
    }

    [Fact]
    public void Words_below_are_counted_and_named()
    {
        double?[][] evidence = [[0.1, null, 0.5, 0], [1], [null], [0.2, 0.3]];
        Assert.Equal(new ErrorRate(3, 6, 0.5), DroppedContent.Measure(evidence, 0.3));
        Assert.Equal([0, 3], DroppedContent.Positions(evidence[0], 0.3));
        Assert.Equal(new ErrorRate(0, 0, 0), DroppedContent.Measure([], 0.3));
    }

    [Fact]
    public void References_without_evaluated_words_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DroppedContent.Threshold([[null]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DroppedContent.Threshold([[1]], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DroppedContent.Threshold([[1]], double.NaN));
    }

    [Fact]
    public void On_captions_the_references_drop_the_chosen_share_and_cut_outputs_drop_more()
    {
        var model = LexicalModel.Train(RealCorpora.Load("multi30k", "train").Pairs.Select(pair => (Words(pair.Source), Words(pair.Target))));
        var threshold = DroppedContent.Threshold(RealCorpora.Load("multi30k", "val").Pairs.Select(pair => Evidence(Words(pair.Source), Words(pair.Target))));
        var pairs = RealCorpora.Load("multi30k", "test").Pairs.Select(pair => (Source: Words(pair.Source), Target: Words(pair.Target))).ToList();
        double Dropped(Func<IReadOnlyList<string>, int, IReadOnlyList<string>> output) =>
            DroppedContent.Measure(pairs.Select((pair, i) => Evidence(pair.Source, output(pair.Target, i))), threshold).TokenShare;

        // The threshold comes from other captions, so the share differs by chance and by topic.
        var references = Dropped((target, _) => target);
        Assert.InRange(references, 0.08, 0.12);

        // The model ignores word order. Cutting every third word shows, though not in full, since the remaining words may give some
        // evidence for the cut ones.
        Assert.Equal(references, Dropped((target, _) => [.. target.Reverse()]), 1e-12);
        Assert.InRange(Dropped((target, _) => [.. target.Where((_, j) => j % 3 != 2)]) - references, 0.1, 0.3);
        Assert.InRange(Dropped((_, i) => pairs[(i + 1) % pairs.Count].Target), 0.4, 0.9);
        Assert.Equal(1, Dropped((_, _) => []));

        double?[] Evidence(IReadOnlyList<string> source, IReadOnlyList<string> target) => model.Evidence(source, target, isContent: LexicalModel.IsWord);
    }

    private static IReadOnlyList<string> Words(string text) => BleuTokenizer.Mteval13a.Split(text.ToLowerInvariant());
}
