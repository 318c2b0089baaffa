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
            + "fields}}, {\"table\": {alphabet, n, weights}} or {\"conditionals\": {alphabet, n, tables}}; couplings are [i, j, value]",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<int?> Budget = TypedOption.Number(
        "--budget", "largest number of steps from all -1 to all +1, for a clique", 1, LargestBudget, "a number of steps", "STEPS", 1000);

    public static Command Create()
    {
        var command = new Command(
            "explore",
            "Gaps, constants, asymptotic variances and hitting times of your own Ising, Potts or table model")
        {
            Spec, CommonOptions.Json, Budget,
        };
        command.SetAction((parse, cancellation) => Task.Run(
            () => Execute(
                parse.GetValue(Spec)!, parse.GetValue(CommonOptions.Json), parse.GetValue(Budget)!.Value, cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Execute(string spec, bool json, int budget, CancellationToken cancellation)
    {
        var model = SpecReader.ReadFile(spec);
        if (model is ConditionalsModel { Conditionals: var conditionals })
        {
            Show(model, Compatibility.Of(conditionals), json);
            return ExitCode.Success;
        }

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

    private static void Show(Model model, Compatibility compatibility, bool json)
    {
        if (json)
        {
            Console.Out.Write(compatibility.ToJson());
        }
        else
        {
            Terminal.Line(model.Description);
            var table = Terminal.Table("quantity", "value").HideHeaders();
            table.Row("largest defect around a rectangle", $"{Number(compatibility.RectangleDefect)} nats");
            if (compatibility.Rectangle is { } at)
            {
                table.Row("positions", $"{at.Positions.I} and {at.Positions.J}");
                table.Row("their values", $"{at.First.A} to {at.First.B} and {at.Second.C} to {at.Second.D}");
                table.Row("values of the others", string.Join(' ', compatibility.Others!));
            }

            Terminal.Out.Write(table);
        }

        if (compatibility.RectangleDefect is null)
        {
            Console.Error.WriteLine("left out: compatibility: no rectangle has only positive probabilities");
        }
    }

    private static void Show(Model model, Exploration exploration, int budget)
    {
        Terminal.Line(model.Description);
        var scalars = Terminal.Table("quantity", "value").HideHeaders();
        scalars.Row("entropy", $"{Number(exploration.Entropy)} nats");
        scalars.Row("total correlation", $"{Number(exploration.TotalCorrelation)} nats");
        scalars.Row("dual total correlation", $"{Number(exploration.Decoding.DualTotalCorrelation)} nats");
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
            ("h_k", [.. exploration.Decoding.InformationCurve.Select(value => (double?)value)]),
            ("least loss in k steps", [.. exploration.Decoding.OptimalSchedule.Select(best => (double?)best.Loss)]),
            ("components", [.. exploration.SupportComponents.Select(count => (double?)count)]),
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
