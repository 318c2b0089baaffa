using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Explore;
using Spectre.Console;

namespace Gmlm.Reproduce.Commands;

/// <summary><c>explore --spec FILE</c>: the theory's quantities for a model of the user's, as a table or as JSON.</summary>
internal static class ExploreCommand
{
    private const int LargestBudget = 1_000_000;

    private static readonly Option<string> Spec = new("--spec", "-s")
    {
        Description =
            "JSON file: {\"ising\": {fields, couplings}}, {\"clique\": {n, clique, coupling, field}}, {\"potts\": {q, n, couplings, "
            + "fields}} or {\"table\": {alphabet, n, weights}}; couplings are [i, j, value]",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "print JSON, with numbers in full precision" };

    private static readonly Option<int?> Budget = TypedOption.Number(
        "--budget", "largest number of steps from all -1 to all +1, for a clique", 1, LargestBudget, "a number of steps", "STEPS", 1000);

    public static Command Create()
    {
        var command = new Command(
            "explore",
            "Gaps, constants, asymptotic variances and hitting times of your own Ising, Potts or table model") { Spec, Json, Budget };
        command.SetAction((parse, cancellation) => Task.Run(() =>
            Execute(parse.GetValue(Spec)!, parse.GetValue(Json), parse.GetValue(Budget)!.Value, cancellation), CancellationToken.None));
        return command;
    }

    private static int Execute(string spec, bool json, int budget, CancellationToken cancellation)
    {
        var model = SpecReader.ReadFile(spec);
        var exploration = Explorer.Explore(model, budget, cancellation);
        if (json)
        {
            Console.Out.Write(ExplorationJson.Write(exploration));
        }
        else
        {
            Show(model, exploration, budget);
        }

        foreach (var reason in exploration.LeftOut)
        {
            Console.Error.WriteLine($"left out: {reason}");
        }

        return ExitCode.Success;
    }

    private static void Show(Model model, Exploration exploration, int budget)
    {
        Terminal.Line(model.Description);
        var scalars = Terminal.Table("quantity", "value").HideHeaders();
        scalars.Row("entropy", $"{Number(exploration.Entropy)} nats");
        scalars.Row("total correlation", $"{Number(exploration.TotalCorrelation)} nats");
        scalars.Row("independent parallel sampling, TV of its stationary distribution to p", Number(exploration.StationaryTotalVariation));
        if (exploration.LogReachProbability is { } reach)
        {
            scalars.Row($"independent parallel sampling, P(all -1 to all +1 within {budget} steps)", Probability(reach));
        }

        Terminal.Out.Write(scalars);
        (string Name, IReadOnlyList<double?>? Values)[] columns =
        [
            ("gap", exploration.Gap),
            ("Poincaré constant", exploration.PoincareConstant),
            ("entropy tensorization ≥", exploration.EntropyTensorizationLowerBound),
            ("entropy tensorization ≤", exploration.EntropyTensorizationUpperBound),
            ("tr Γ", exploration.TraceAsymptoticCovariance),
            ($"expected steps, at most {budget}", exploration.ExpectedCappedTime),
        ];
        columns = [.. columns.Where(column => column.Values is not null)];
        var table = Terminal.Table(["k", .. columns.Select(column => column.Name)]);
        for (var k = 1; k <= exploration.Gap.Count; k++)
        {
            table.Row([k.ToString(CultureInfo.InvariantCulture), .. columns.Select(column => Number(column.Values![k - 1]))]);
        }

        Terminal.Out.Write(table);
    }

    private static string Number(double? value) => value?.ToString("G5", CultureInfo.InvariantCulture) ?? "–";

    // Probabilities below the smallest double are shown as a power of ten.
    private static string Probability(double log) =>
        log > -600 ? Number(Math.Exp(log)) : FormattableString.Invariant($"10^{log / Math.Log(10):F1}");
}
