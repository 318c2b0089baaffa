using Gmlm.Padir.ControlledPair;
using Gmlm.Reproduce.Claims.ControlledPair;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.ControlledPair;

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
        Assert.All(result.Verdicts, verdict => Assert.Empty(verdict.Uncontrolled));
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
    public void WhereNothingIsLeftOpenNothingIsLost()
    {
        HeldOut[] sure = [.. HeldOut.Take(Grammar, 200).Where(item => item.Given.Translations.Count == 1)];
        Assert.NotEmpty(sure);
        var measured = OneShotLoss.Measure(Grammar, sure, 2, 1);
        Assert.Equal((1, 0, 0), (measured.Valid, measured.ValidError, Math.Round(measured.Loss, 5)));
    }
}
