using Gmlm.Attack;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class RecordedTableTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("recorded").FullName;

    [Fact]
    public void A_run_replaces_its_own_entry_and_keeps_the_others()
    {
        RecordedTable.Record(_root, "gate", Outcome(35), Day);
        RecordedTable.Record(_root, "mutations", Outcome(7), Day);
        RecordedTable.Record(_root, "mutations", Outcome(8), Day.AddDays(1));

        var read = RecordedAttacks.Load(_root);
        Assert.Equal(["gate", "mutations"], read.Keys);
        Assert.Equal(("2026-03-01", 35), (read["gate"].Date, read["gate"].Rows[0].Tried));
        Assert.Equal(("2026-03-02", 8), (read["mutations"].Date, read["mutations"].Rows[0].Tried));
        Assert.Equal("changes no result", read["mutations"].Losses[0].Reason);
    }

    [Fact]
    public void A_damaged_table_is_an_error_that_names_it()
    {
        var path = RecordedAttacks.PathIn(_root);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{\"gate\": ");

        Assert.Contains(path, Assert.Throws<UserError>(() => RecordedAttacks.Load(_root)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static AttackOutcome Outcome(int tried) =>
        new([new AttackRow("theory/Chains", tried, tried - 1, 1, "")], [new Loss("theory/Chains", "a fault", "changes no result")]);
}
