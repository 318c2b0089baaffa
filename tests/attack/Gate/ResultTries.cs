using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Gate;

/// <summary>Attempts with results that differ from the snapshot.</summary>
internal static class ResultTries
{
    private const string Group = "results that moved";

    /// <summary>The attempts of this class.</summary>
    public static IEnumerable<GateTry> All() => [.. Numbers(), .. Errors(), .. Curves(), .. Tables()];

    private static IEnumerable<GateTry> Numbers()
    {
        yield return Value("exact", Math.BitIncrement(5.0), "an exact number by one bit");
        yield return Value("absolute", 1.0101, "beyond an absolute tolerance");
        yield return Value("relative", -2.000003, "beyond a relative tolerance");
        yield return Value("statistical", 4, "by more than four standard errors of the difference");
        yield return Value("ordering", -0.1, "an order reversed");
        yield return Value("ordering", 0, "an order become a tie");
        yield return Value("ratio", 6.1, "a ratio beyond its factor");
        yield return Value("ratio", -3, "a ratio with the other sign");
        yield return Value("ratio", 0, "a ratio of zero");
        yield return Value("count", 0.97, "a share by two of a hundred");
        foreach (var metric in Sample.Result.Metrics)
        {
            yield return Value(metric.Name, double.NaN, "not a number");
            yield return Same(
                $"{metric.Name}: not a number in snapshot and result", metric.Name,
                Sample.With(metric.Name, each => each with { Value = double.NaN }));
        }

        yield return Value("statistical", double.PositiveInfinity, "infinite");
        yield return Metrics("a number gone", "exact", metrics => metrics.Where(metric => metric.Name != "exact"));
        yield return Metrics("a new number", "new", metrics => metrics.Append(new Metric("new", 1, "", null, Tolerance.Exact)));
        yield return Metrics(
            "a number twice, the right one first", "exact", metrics => metrics.Append(metrics.First() with { Value = 6 }));
        yield return Metrics(
            "a number renamed", "exact",
            metrics => metrics.Select(metric => metric with { Name = metric.Name.Replace("exact", "Exact") }));
        yield return Changed(
            "exact", "another value, shown and not gated", metric => metric with { Value = 6, Tolerance = Tolerance.Informational });
        yield return Changed(
            "absolute", "another value under a looser tolerance",
            metric => metric with { Value = 2, Tolerance = Tolerance.Absolute(10) });
        yield return Changed(
            "count", "a count of more things", metric => metric with { Value = 0.9, Tolerance = Tolerance.Count(1, 10) });
    }

    private static IEnumerable<GateTry> Errors()
    {
        yield return Error(
            "statistical", "times 100 with an infinite standard error",
            metric => metric with { Value = 100, StandardError = double.PositiveInfinity });
        yield return Error(
            "statistical", "times 100 with a standard error times 100", metric => metric with { Value = 100, StandardError = 50 });
        yield return Error(
            "statistical", "another value whose standard error is not a number",
            metric => metric with { Value = 100, StandardError = double.NaN });
        yield return Error("absolute", "no standard error", metric => metric with { StandardError = null });
        yield return Error("absolute", "a standard error of zero", metric => metric with { StandardError = 0 });
        yield return Error("absolute", "a negative standard error", metric => metric with { StandardError = -0.5 });
        yield return Error("exact", "a standard error that the snapshot lacks", metric => metric with { StandardError = 1 });
    }

    private static IEnumerable<GateTry> Curves()
    {
        var curve = Sample.Result.Series[0];
        yield return Curve("a point moved", "curve[1]", curve with { Points = [new SeriesPoint(1, 1.1), curve.Points[1]] });
        yield return Curve(
            "an error bar times ten", "error(curve[2])", curve with { Points = [curve.Points[0], curve.Points[1] with { Error = 5 }] });
        yield return Curve("a point more", "curve[3]", curve with { Points = [.. curve.Points, new SeriesPoint(3, 1)] });
        yield return Curve("a point gone", "curve[2]", curve with { Points = [curve.Points[0]] });
        yield return Curve("a point twice", "curve[1]", curve with { Points = [.. curve.Points, new SeriesPoint(1, 9)] });
        yield return Curve(
            "a point at another x", "curve[2]", curve with { Points = [curve.Points[0], curve.Points[1] with { X = 2.5 }] });
        yield return Curve("no point", "curve[1]", curve with { Points = [] });
        yield return Curve("another tolerance", "curve[1]", curve with { Tolerance = Tolerance.Relative(1) });
        yield return Curve("a curve renamed", "curve", curve with { Name = "curve2" });
        yield return new GateTry(
            Group, "a curve gone", "curve", () => Sample.Verify(Sample.Snapshot, Sample.Result with { Series = [] }));
        yield return new GateTry(
            Group, "a curve twice", "curve", () => Sample.Verify(Sample.Snapshot, Sample.Result with { Series = [curve, curve] }));
    }

    private static IEnumerable<GateTry> Tables()
    {
        var table = Sample.Result.Tables[0];
        yield return Text("a cell", "[2, 2]", table with { Rows = [["1", "2"], ["3", "5"]] });
        yield return Text("a heading", "[heading 1]", table with { Columns = ["z", "y"] });
        yield return Text("the caption", "[caption]", table with { Caption = "Another" });
        yield return Text("a row less", "[2, 1]", table with { Rows = [["1", "2"]] });
        yield return Text("a row more", "[3, 1]", table with { Rows = [.. table.Rows, ["5", "6"]] });
        yield return Text("a table that is no longer exact", "table(table)", table with { IsExact = false });
        yield return Text("a table renamed", "table(table)", table with { Name = "table2" });
    }

    private static GateTry Value(string metric, double value, string how) => Changed(metric, how, each => each with { Value = value });

    private static GateTry Changed(string metric, string how, Func<Metric, Metric> change) =>
        new(Group, $"{metric}: {how}", metric, () => Sample.Verify(Sample.Snapshot, Sample.With(metric, change)));

    private static GateTry Error(string metric, string how, Func<Metric, Metric> change) =>
        new(Group, $"{metric}: {how}", $"error({metric})", () => Sample.Verify(Sample.Snapshot, Sample.With(metric, change)));

    private static GateTry Metrics(string how, string says, Func<IEnumerable<Metric>, IEnumerable<Metric>> change) =>
        new(Group, how, says, () => Sample.Verify(Sample.Snapshot, Sample.Result with { Metrics = [.. change(Sample.Result.Metrics)] }));

    private static GateTry Same(string how, string says, ExperimentResult result) =>
        new(Group, how, says, () => Sample.Verify(MadeUp.Accepted.Of(result), result));

    private static GateTry Curve(string how, string says, Series curve) =>
        new(Group, $"curve: {how}", says, () => Sample.Verify(Sample.Snapshot, Sample.Result with { Series = [curve] }));

    private static GateTry Text(string how, string says, Table table) =>
        new(Group, $"table: {how}", says, () => Sample.Verify(Sample.Snapshot, Sample.Result with { Tables = [table] }));
}
