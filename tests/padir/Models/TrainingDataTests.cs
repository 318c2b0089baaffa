using Gmlm.Padir.Models;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

public class TrainingDataTests
{
    [Fact]
    public void A_source_that_the_teacher_did_not_translate_is_no_pair()
    {
        var data = new TrainingData([([4], [5]), ([6, 7], [8]), ([9], [5])], [([4, 4], [5, 5]), ([6], [7])], []);
        var distilled = data.Distilled([[10], [], [11, 12], [], [13]]);

        Assert.Equal(["4 > 10", "9 > 11 12"], Shown(distilled.Training));
        Assert.Equal(["6 > 13"], Shown(distilled.Validation));
    }

    [Fact]
    public void Further_sources_train_with_their_translations_and_are_not_held_out()
    {
        var data = new TrainingData([([4], [5])], [([6], [7])], [[8], [9, 9]]);

        Assert.Equal(["4", "8", "9 9", "6"], data.Sources.Select(source => string.Join(' ', source)));
        var distilled = data.Distilled([[10], [11], [12], [13]]);
        Assert.Equal(["4 > 10", "8 > 11", "9 9 > 12"], Shown(distilled.Training));
        Assert.Equal(["6 > 13"], Shown(distilled.Validation));
    }

    private static IEnumerable<string> Shown(IEnumerable<(int[] Source, int[] Target)> pairs) => pairs.Select(pair => $"{string.Join(' ', pair.Source)} > {string.Join(' ', pair.Target)}");
}
