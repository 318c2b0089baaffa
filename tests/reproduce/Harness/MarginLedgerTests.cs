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
}
