using Gmlm.Padir.Runtime;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Random;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A Transformer decoder trained to product-form kernels (the independent parallel sampler of Ising models, the parity of the previous
/// sequence, random tables), and to a kernel that is none of product form.
/// </summary>
public sealed class ProductUniversal : Experiment
{
    private const double Close = 0.01;
    private const long NetworkSeed = 1; // Fixed, since the initial weights are the only random numbers here.
    private const double PairCoupling = 1;
    private const double Noise = 0.1; // the probability that a spin does not say the parity
    private const ulong TableSeed = 1;
    private const int StepsWithoutStructure = 300; // for kernels in which no state tells about another

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
            "$P$ is the independent parallel sampler of Ising models with fields and couplings of one sign and of both (`alike`, `mixed`); "
            + $"`parity`: each of three spins says whether $x$ has an even number of $+1$, with probability ${Format.Number(1 - Noise)}$, "
            + "which no sum over the spins of $x$ decides; `random`: $P_i (x, dot)$ uniform between 0 and 1, drawn anew for every $x$ and "
            + "$i$. A small T5 decoder "
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
        ["steps-without-structure"] = Format.Number(StepsWithoutStructure),
        ["network-seed"] = Format.Number(NetworkSeed),
        ["pair-coupling"] = Format.Number(PairCoupling),
        ["pair-convention"] = Ising.PairConvention,
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        TorchLibrary.EnsureLoadable();
        using var thread = new TorchThreads(1);
        var targets = Targets(context.Profile);
        KernelFit Fit(Target target, int done) => KernelFit.Train(
            target.Space,
            target.Kernel,
            target.Steps,
            NetworkSeed,
            fraction => context.Report((done + fraction) / (targets.Length + 1)));

        var fits = targets.Select((target, i) => (target.Name, Fit: Fit(target, i))).ToArray();
        var pair = Ising.Clique(2, 2, PairCoupling, 0).Distribution();
        var together = new BlockDynamics(pair, MaskDistribution.UniformOfSize(2, 2)).Kernel();
        var control = Fit(new Target("pair", pair.Space, together, Steps(context.Profile)), targets.Length);
        return Result(
            context,
            [ClaimVerdict.Of(Claims[0].Id, Compare([.. fits]), Compare([("block Gibbs on a pair", control)]))],
            [
                .. fits.SelectMany(fit => Metrics(fit.Name, fit.Fit, Tolerance.Absolute(Close))),
                .. Metrics("pair", control, Tolerance.Absolute(0.05)),
                new Metric("floor.pair", Floor(pair), "", null, Tolerance.Absolute(1e-6)),
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

    private static Target[] Targets(Profile profile)
    {
        var spins = new StateSpace(2, 3);
        var random = new RandomStream(TableSeed);
        var table = Enumerable.Range(0, spins.Count * spins.Length).Select(_ => random.NextUniform()).ToArray();
        return
        [
            .. (profile == Profile.Smoke ? Three : [.. Three, .. Four]).Select(model =>
            {
                var truth = Model(model.Fields, model.Couplings).Distribution();
                return new Target($"{model.Name}.n{model.Fields.Length}", truth.Space, ParallelKernel.Of(truth), Steps(profile));
            }),
            new(
                "parity.n3",
                spins,
                Product(spins, (x, _) => int.PopCount(x) % 2 == 0 ? 1 - Noise : Noise),
                StepsWithoutStructure),
            new("random.n3", spins, Product(spins, (x, i) => table[(x * spins.Length) + i]), StepsWithoutStructure),
        ];
    }

    /// <summary>The kernel of product form in which y_i is 1 with the given probability.</summary>
    private static Matrix<double> Product(StateSpace space, Func<int, int, double> one) => Matrix<double>.Build.Dense(
        space.Count,
        space.Count,
        (x, y) => Enumerable.Range(0, space.Length)
            .Aggregate(1.0, (product, i) => product * (space.Symbol(y, i) == 1 ? one(x, i) : 1 - one(x, i))));

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

    /// <summary>A kernel to train to.</summary>
    private sealed record Target(string Name, StateSpace Space, Matrix<double> Kernel, int Steps);
}
