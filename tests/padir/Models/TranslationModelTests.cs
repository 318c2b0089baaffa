using Gmlm.Padir.Decoding;
using Gmlm.Padir.Model;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

public sealed class TranslationModelTests
{
    [Fact]
    public void SelfAttentionIsTheMeanOfTheMapsAndIndependentOfOtherRows()
    {
        var model = new PadirModel(TinyTask.Config());
        model.eval();
        using var translation = new TranslationModel(model, TinyTask.Tokens);
        int[][] sources = [[4, 5, 6, 7], [8, 9]];
        int[][] targets = [TinyTask.Tokens.Input(InputScheme.MaskRange, 5, new Random(1)), TinyTask.Tokens.Input(InputScheme.MaskRange, 2, new Random(1))];

        var together = translation.SelfAttention(sources, targets);
        Assert.Equal([6, 3], together.Select(map => map.GetLength(0)));
        for (var row = 0; row < sources.Length; row++)
        {
            var alone = Assert.Single(translation.SelfAttention([sources[row]], [targets[row]]));
            for (var i = 0; i < targets[row].Length; i++)
            {
                Assert.Equal(1, Enumerable.Range(0, targets[row].Length).Sum(j => together[row][i, j]), 1e-5);
                Assert.All(Enumerable.Range(0, targets[row].Length), j => Assert.Equal(alone[i, j], together[row][i, j], 1e-5));
            }
        }

        // The masks differ by position, so that positions have different attention.
        Assert.True(Math.Abs(together[0][0, 1] - together[0][3, 1]) > 1e-6);
    }

    [Fact]
    public void SeveralDecodingsAtOnceGiveTheResultsOfEachAlone()
    {
        using var translation = new TranslationModel(new PadirModel(TinyTask.Config()), TinyTask.Tokens);
        translation.Model.eval();
        int[][] sources = [[4, 5, 6, 7], [8, 9], [10, 11, 12, 13, 14, 15], [16, 17, 18]];
        var settings = new ParallelSettings
        {
            Loop = new DecodingOptions { Input = InputScheme.MaskRange, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected, Temperature = 1, BeamLength = 3 },
            Refinement = new KGibbsOptions { Steps = 3 },
            Lengths = [4, 5, 6, 3],
            Batch = 2,
        };
        ParallelSettings[] ways =
        [
            settings with { Loop = settings.Loop with { Iterations = 1 } },
            settings,
            settings with { Refinement = null },
            settings with { Lengths = [3, 3, 7, 4], Seed = 5 },
            settings with { Loop = settings.Loop with { Iterations = 2, BeamLength = 1 } },
        ];

        var together = translation.Parallel(sources, ways, TestContext.Current.CancellationToken);
        foreach (var (way, sentences) in ways.Zip(together))
        {
            var alone = translation.Parallel(sources, way, TestContext.Current.CancellationToken);
            Assert.Equal(alone.Select(sentence => sentence.Best.Tokens), sentences.Select(sentence => sentence.Best.Tokens));
            Assert.Equal(alone.Select(sentence => sentence.Best.Score), sentences.Select(sentence => sentence.Best.Score), (x, y) => Math.Abs(x - y) < 1e-4);
        }

        Assert.Equal(ways.Length, together.Select(sentences => string.Join(" | ", sentences.Select(sentence => string.Join(' ', sentence.Best.Tokens)))).Distinct().Count());
        Assert.Contains("one size", Assert.Throws<ArgumentException>(() => translation.Parallel(sources, [settings, settings with { Batch = 3 }], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
