using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>A translation is made once for each test set, and a test set is its sentences, not their number.</summary>
public sealed class CheckpointTranslatorTests
{
    private const string Model = "ar-de-en";

    private static readonly ExperimentContext Context = Judge.Context(Profile.Smoke, 1) with
    {
        Inputs = new InputStore(SourceTree.Absolute("padir/checkpoints"), new CorpusStore(new CorpusPlaces(Path.GetTempPath(), null))),
    };

    [Fact]
    public void TwoSubsetsOfOneSizeHaveTranslationsOfTheirOwn()
    {
        var (first, second, again) = (Translate("Ein Hund läuft."), Translate("Zwei Frauen lesen."), Translate("Ein Hund läuft."));
        Assert.NotEqual(first.Texts, second.Texts);
        Assert.Same(first, again);
    }

    private static SystemOutput Translate(string source) =>
        new CheckpointTranslator(Context, new TestSet("multi30k", "test", "de-en", [source], ["A reference."])).Autoregressive(Model, 1);
}
