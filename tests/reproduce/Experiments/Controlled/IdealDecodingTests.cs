using Gmlm.Padir.ControlledPair;
using Gmlm.Reproduce.Experiments.Controlled;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Experiments.Controlled;

/// <summary>The perfect network's experiment, small.</summary>
public sealed class IdealDecodingTests
{
    private static readonly ControlledGrammar Grammar = new(HeldOut.PairSeed);

    [Fact]
    public void ClaimsHoldAndControlsAreCaught()
    {
        var result = new IdealDecoding().Execute(new ExperimentContext(Profile.Smoke, 5, new Progress<double>(), TestContext.Current.CancellationToken, NoInputs.Store));
        Assert.All(result.Verdicts, verdict => Assert.True(verdict.Verdict == Verdict.Holds, $"{verdict.Claim}: {verdict.Reason}"));
        Assert.All(result.Verdicts, verdict => Assert.Equal(Verdict.Violated, verdict.Control!.Verdict));
    }

    [Fact]
    public void SourcesAreHeldOutAndTheirTranslationsAreAll()
    {
        var corpus = new PairCorpus(Grammar, HeldOut.PairSeed);
        Assert.All(HeldOut.Take(Grammar, 50), item =>
        {
            Assert.Equal(PairSplit.Test, corpus.SplitOf(item.Source));
            Assert.Equal(item.Length, item.Given.Length);
            Assert.Equal(item.All.Translations.Count(translation => translation.Tokens.Count == item.Length), item.Given.Translations.Count);
        });
    }

    [Fact]
    public void TheLoopLosesWhatItsLawSays()
    {
        // Where nothing is left open nothing is lost, whatever is drawn.
        var items = HeldOut.Take(Grammar, 200);
        HeldOut[] sure = [.. items.Where(item => item.Given.Translations.Count == 1)];
        HeldOut[] open = [.. items.Where(item => item.Given.TotalCorrelation > 0.5).Take(20)];
        Assert.NotEmpty(sure);
        var certain = OneShotLoss.Measure(Grammar, sure, 2, 1);
        Assert.Equal((1, 0), (certain.Valid, Math.Round(certain.Loss, 5)));
        var measured = OneShotLoss.Measure(Grammar, open, 2000, 1);
        Assert.InRange(measured.Loss, open.Average(item => item.Given.TotalCorrelation) - (5 * measured.LossError), open.Average(item => item.Given.TotalCorrelation) + (5 * measured.LossError));
        Assert.InRange(measured.LossError, 1e-4, 0.1);
    }
}
