using Gmlm.Theory.Statements;
using Xunit;

namespace Gmlm.Theory.Tests.Statements;

/// <summary>What every statement owes: its check holds, its control is caught, its quantities are finite numbers with names of their own.</summary>
internal static class Judge
{
    public static StatementReport HoldsAndIsControlled(Statement statement, Effort effort, ulong seed)
    {
        var report = statement.Check(new StatementScope(effort, seed));
        Assert.True(report.Check.Verdict == CheckVerdict.Holds, $"{statement.Id}, {effort}, seed {seed}: {report.Check}");
        Assert.True(report.Control.Verdict == CheckVerdict.Violated, $"{statement.Id}, {effort}, seed {seed}: {report.Control}");
        Assert.All(report.Quantities, quantity => Assert.True(double.IsFinite(quantity.Value), quantity.Name));
        Assert.Equal(report.Quantities.Count, report.Quantities.Select(quantity => quantity.Name).Distinct().Count());
        return report;
    }
}
