using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A margin that is not a number is a violation, wherever it stands among the others.</summary>
public sealed class MarginLedgerTests
{
    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.NaN, double.NaN)]
    [InlineData(0, double.NaN, 1.0)]
    [InlineData(1, 1.0, double.NaN)]
    [InlineData(1, -5.0, double.NaN, -7.0)]
    [InlineData(1, double.PositiveInfinity, double.NaN)]
    public void Not_a_number_is_the_worst_margin(int worst, params double[] margins)
    {
        var ledger = new MarginLedger(0.5, "rounding");
        var parts = new MarginParts(0.5, "rounding");
        for (var i = 0; i < margins.Length; i++)
        {
            ledger.Add(margins[i], $"{i}");
            parts.Add("all", margins[i], $"{i}");
        }

        var expected = new Outcome(margins.Length, double.NaN, $"{worst}", 0.5, "rounding");
        Assert.Equal([expected, expected], (Outcome[])[ledger.Outcome(), parts.Outcome("all")]);
        Assert.Equal(Verdict.Violated, ledger.Outcome().Verdict);
        Assert.Equal(Verdict.Violated, parts.Outcome().Verdict);
    }

    [Fact]
    public void A_comparison_with_what_is_not_a_number_is_violated()
    {
        Assert.All((Action<MarginLedger>[])
        [
            ledger => ledger.Equal(double.NaN, 1, "left"),
            ledger => ledger.Equal(1, double.NaN, "right"),
            ledger => ledger.AtMost(double.NaN, 1, "smaller"),
            ledger => ledger.AtMost(1, double.NaN, "larger"),
            ledger => ledger.Equal(double.PositiveInfinity, double.PositiveInfinity, "infinite"),
        ],
        compare =>
        {
            var ledger = new MarginLedger(double.MaxValue, "anything goes");
            compare(ledger);
            Assert.Equal(Verdict.Violated, ledger.Outcome().Verdict);
        });
    }

    [Theory]
    [InlineData(double.NaN, Verdict.Violated)]
    [InlineData(double.NegativeInfinity, Verdict.Violated)]
    [InlineData(-0.51, Verdict.Violated)]
    [InlineData(-0.5, Verdict.Holds)]
    [InlineData(double.PositiveInfinity, Verdict.Holds)]
    public void The_verdict_follows_from_the_margin(double margin, Verdict verdict) =>
        Assert.Equal(verdict, new Outcome(3, margin, "one", 0.5, "rounding").Verdict);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_check_of_nothing_decides_nothing(int instances) => Assert.All(
        [1, -1, double.NaN],
        margin => Assert.Equal(Verdict.Undecided, new Outcome(instances, margin, "none", 0.5, "rounding").Verdict));

    /// <summary>A claim holds only if its check holds and its control, which must fail, is violated.</summary>
    [Theory]
    [InlineData(Verdict.Holds, Verdict.Violated, Verdict.Holds, "")]
    [InlineData(Verdict.Holds, Verdict.Holds, Verdict.Violated, "the negative control was not caught")]
    [InlineData(Verdict.Holds, Verdict.Undecided, Verdict.Violated, "the negative control was not caught")]
    [InlineData(Verdict.Violated, Verdict.Violated, Verdict.Violated, "violated at here")]
    [InlineData(Verdict.Violated, Verdict.Holds, Verdict.Violated, "violated at here")]
    [InlineData(Verdict.Undecided, Verdict.Violated, Verdict.Undecided, "no instance was compared")]
    [InlineData(Verdict.Undecided, Verdict.Holds, Verdict.Undecided, "no instance was compared")]
    public void A_claim_follows_from_its_check_and_its_control(Verdict check, Verdict control, Verdict claim, string reason)
    {
        var verdict = ClaimVerdict.Of("claim", Of(check), Of(control));
        Assert.Equal((claim, reason), (verdict.Verdict, verdict.Reason));

        static Outcome Of(Verdict verdict) =>
            new(verdict == Verdict.Undecided ? 0 : 3, verdict == Verdict.Violated ? -1 : 1, "here", 0.5, "rounding");
    }
}
