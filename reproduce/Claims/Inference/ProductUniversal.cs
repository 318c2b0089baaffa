using Gmlm.Padir.Runtime;
using Gmlm.Theory.Chains;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A Transformer decoder trained to the independent parallel sampler of Ising models, and to a kernel that is none of product form.
/// </summary>
public sealed class ProductUniversal : Experiment
{
    private const double Close = 0.01;
    private const long NetworkSeed = 1; // Fixed, since the initial weights are the only random numbers here.
    private const double PairCoupling = 1;

    // Fields, and couplings (0,1), (0,2), ….
    private static readonly (string Name, double[] Fields, double[] Couplings)[] Three =
    [
        ("mixed", [0.4, -0.3, 0.1], [0.8, -0.5, 0.6]),
    ];

    private static readonly (string Name, double[] Fields, double[] Couplings)[] Four =
    [
        ("alike", [0.1, 0.1, 0.1, 0.1], [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]),
        ("mixed", [0.4, -0.3, 0.1, -0.6], [0.8, -0.5, 0.2, 0.6, 0.4, -0.7]),
    ];

    public override string Id => "product-universal";

    public override string Title => "Product-form kernels can be trained";

    public override IReadOnlyList<Claim> Claims =>
    [
        new(
            "product-universal",
            "D02",
            "A Transformer can be trained to a product-form kernel",
            Origin.Reconstructed,
            "Transformers implement product-form chains; our wording",
            "A Transformer decoder that reads the previous sequence $x$ and draws all positions in parallel can be trained to any "
            + $"product-form kernel $P$ on a small space: to $max_x \"TV\"(P(x, dot), Q(x, dot)) < {Format.Number(Close)}$.",
            "$P$ is the independent parallel sampler of Ising models with fields and couplings of one sign and of both. A small T5 decoder "
            + "in parallel mode reads $x$ and an end mark (a constant sequence without one looks alike from all positions, and no weights "
            + "tell them apart); it is trained by cross-entropy against the marginals of $P(x, dot)$, all $2^N$ states $x$ in every step, "
            + "for a fixed number of steps. TV between the enumerated rows, $Q(x, y) = product_i q_i (y_i | x)$; the margin is the "
            + "threshold less the largest. These are single trainings, each one instance of \"can be trained\", not a proof for every "
            + "kernel. Rounding differs between machines, so the curves and `steps.…`, the step from which on all "
            + "rows are that close, are shown and not gated.",
            "The same training to block Gibbs on a coupled pair, both spins redrawn together: not of product form. `floor.pair` is the TV "
            + "of the best product of two distributions, by a grid search."),
    ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["models"] = string.Join("; ", Targets(profile).Select(target => target.Name)),
        ["steps"] = Format.Number(Steps(profile)),
        ["network-seed"] = Format.Number(NetworkSeed),
        ["pair-coupling"] = Format.Number(PairCoupling),
        ["pair-convention"] = Ising.PairConvention,
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        TorchLibrary.EnsureLoadable();
        using var thread = new TorchThreads(1);
        var targets = Targets(context.Profile);
        var steps = Steps(context.Profile);
        KernelFit Fit(Ising model, Func<FiniteDistribution, Matrix<double>> kernel, int done)
        {
            var distribution = model.Distribution();
            return KernelFit.Train(
                distribution.Space,
                kernel(distribution),
                steps,
                NetworkSeed,
                fraction => context.Report((done + fraction) / (targets.Length + 1)));
        }

        var fits = targets.Select((target, i) => (target.Name, Fit: Fit(target.Model, ParallelKernel.Of, i))).ToArray();
        var pair = Ising.Clique(2, 2, PairCoupling, 0);
        var control = Fit(pair, p => new BlockDynamics(p, MaskDistribution.UniformOfSize(2, 2)).Kernel(), targets.Length);
        return Result(
            context,
            [ClaimVerdict.Of(Claims[0].Id, Compare([.. fits]), Compare([("block Gibbs on a pair", control)]))],
            [
                .. fits.SelectMany(fit => Metrics(fit.Name, fit.Fit, Tolerance.Absolute(Close))),
                .. Metrics("pair", control, Tolerance.Absolute(0.05)),
                new Metric("floor.pair", Floor(pair.Distribution()), "", null, Tolerance.Absolute(1e-6)),
            ],
            series: [.. fits.Select(fit => Curve(fit.Name, "product-form", fit.Fit)), Curve("pair", "block-gibbs", control)]);
    }

    private static Outcome Compare((string Name, KernelFit Fit)[] fits)
    {
        var ledger = new MarginLedger(0, "the threshold leaves room for rounding");
        foreach (var (name, fit) in fits)
        {
            for (var x = 0; x < fit.Rows.Length; x++)
            {
                ledger.AtMost(fit.Rows[x], Close, $"{name}, from state {x}");
            }
        }

        return ledger.Outcome();
    }

    private static Metric[] Metrics(string name, KernelFit fit, Tolerance tolerance) =>
    [
        new($"tv.{name}", fit.Rows.Max(), "", null, tolerance),
        new($"steps.{name}", fit.StepsTo(Close), "steps", null, Tolerance.Informational),
    ];

    private static Series Curve(string name, string group, KernelFit fit) =>
        new($"tv.{name}", group, name, "", Tolerance.Informational, fit.Curve);

    // min over a, b in {0, 1/200, …, 1} of the TV between p and the product of (1 − a, a) and (1 − b, b).
    private static double Floor(FiniteDistribution pair)
    {
        double[] grid = [.. Enumerable.Range(0, 201).Select(i => i / 200.0)];
        return grid.Min(
            a => grid.Min(b => Divergences.TotalVariation(pair.Probabilities, [(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b])));
    }

    private static (string Name, Ising Model)[] Targets(Profile profile) =>
        [
            .. (profile == Profile.Smoke ? Three : [.. Three, .. Four])
                .Select(model => ($"{model.Name}.n{model.Fields.Length}", Model(model.Fields, model.Couplings))),
        ];

    private static Ising Model(double[] fields, double[] pairs)
    {
        var couplings = new double[fields.Length, fields.Length];
        var next = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            for (var j = i + 1; j < fields.Length; j++)
            {
                couplings[i, j] = couplings[j, i] = pairs[next++];
            }
        }

        return new Ising(fields, couplings);
    }

    private static int Steps(Profile profile) => profile == Profile.Smoke ? 140 : 240;
}
