using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;

namespace Gmlm.Attack.Machines;

/// <summary>
/// Runs some experiments of the smoke profile with fewer processor features, other numbers of threads, other languages, and an unusual
/// folder name.
/// Every item must stay within its tolerance of the unchanged machine. The number of bit-identical results is reported.
/// </summary>
internal sealed class MachineAttack : IAttack
{
    // Cheap experiments without a corpus, of every kind of computation: enumeration, sampling, optimization, chains, trained networks,
    // training.
    private static readonly string[] Ids =
    [
        "k-pl", "gap-product", "poincare-variance", "asymptotic-normality", "mixing-from-gap", "k-gibbs-fast", "figure-3", "separation",
        "one-shot-error", "ideal-decoding", "first-updates",
    ];

    private static readonly string[] Smoke = ["--profile", "smoke"];

    /// <inheritdoc/>
    public string Name => "machines";

    /// <inheritdoc/>
    public string Description => $"{string.Join(", ", Ids)} in smoke, as another machine computes them";

    /// <inheritdoc/>
    public TimeSpan QuickTime => TimeSpan.Zero;

    /// <inheritdoc/>
    public AttackOutcome Run(AttackContext context, CancellationToken cancellation)
    {
        if (context.Quick)
        {
            context.Say("left out of the quick part: one machine more takes about a minute");
            return new AttackOutcome([], []);
        }

        var sum = SourceSum.Of(context.Root, "theory", "padir", "reproduce", "tests/attack/Machines");
        var finished = new FinishedLines<VariantOutcome>(Path.Combine(context.Scratch(Name), $"outcomes-{sum}.jsonl"));
        var outcomes = finished.Before.ToDictionary(outcome => outcome.Name);
        Variant[] chosen = [.. Variant.All.Take(context.Sample ?? int.MaxValue)];
        Variant[] open = [.. chosen.Where(variant => !outcomes.ContainsKey(variant.Name))];
        var expected = open.Length > 0 ? Computed(context.Root, Variant.AsItIs, cancellation) : default;
        var progress = new Progress(open.Length, context.Say);
        foreach (var variant in open)
        {
            var now = Computed(context.Root, variant, cancellation);
            var outcome = now.Broke is null && expected.Broke is null
                ? VariantOutcome.Of(variant.Name, [.. expected.Results.Zip(now.Results)])
                : new VariantOutcome(variant.Name, 0, 0, 1, 0, 0, null, [now.Broke ?? expected.Broke!]);
            outcomes[variant.Name] = outcome;
            finished.Add(outcome);
            progress.Finished($"{variant.Name}: {outcome.Row().Note}");
        }

        VariantOutcome[] all = [.. chosen.Select(variant => outcomes[variant.Name])];
        return new AttackOutcome(
            [.. all.Select(outcome => outcome.Row())],
            [.. all.SelectMany(outcome => outcome.Moved.Select(moved => new Loss(outcome.Name, $"{outcome.Name}: {moved}", null)))]);
    }

    // Returns the results in the order of the experiments, or what failed. All experiments must run, and their report must be made.
    private static (IReadOnlyList<ExperimentResult> Results, string? Broke) Computed(
        string root, Variant variant, CancellationToken cancellation)
    {
        using var checkout = new TemporaryCheckout(root, variant.Checkout);
        Directory.CreateSymbolicLink(checkout.PathOf("padir"), Path.Combine(root, "padir"));
        foreach (var command in new[] { ["run", .. Smoke, .. Ids], (string[])["report", .. Smoke] })
        {
            var end = ProductProcess.Run(checkout, command, cancellation, environment: variant.Environment);
            if (end.ExitCode != 0)
            {
                return ([], $"{command[0]}: {end.Words}");
            }
        }

        var store = new ResultStore(checkout.PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Cache.Run.DefaultSeed);
        return ([.. Ids.Select(id => store.Load(id)!.Value.Result)], null);
    }
}
