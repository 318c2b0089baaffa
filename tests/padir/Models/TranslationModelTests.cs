using Gmlm.Padir.Decoding;
using Gmlm.Padir.Model;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

public sealed class TranslationModelTests
{
    [Fact]
    public void SelfAttentionIsTheMeanOfTheMapsAndKnowsNothingOfTheOtherRows()
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

        // Masks differ by position, so that positions do not all look alike.
        Assert.True(Math.Abs(together[0][0, 1] - together[0][3, 1]) > 1e-6);
    }
}
