using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>One parallel step of a Transformer decoder, enumerated and run: its kernel is of product form.</summary>
public sealed class ProductTransition : Experiment
{
    private const int Alphabet = 3;
    private const int Width = 16;
    private const double Coupling = 1;

    public override string Id => "product-transition";

    public override string Title => "What one parallel step can be";

    public override IReadOnlyList<Claim> Claims =>
    [
        new(
            "product-transition",
            "D01",
            "One parallel step has a product-form kernel",
            Origin.Reconstructed,
            "parallel decoding with a Transformer; our wording",
            "A step that draws all positions independently given the previous sequence $x$ has a product-form kernel: $P(x, y) = product_i "
            + "P_i (x, y_i)$, and so the next state's total correlation is 0, $\"TC\"(P(x, dot)) = sum_i H(Y_i) - H(Y) = 0$ for every $x$.",
            "T5 networks with random weights, decoder in parallel mode over sequences of three symbols, several sources. Exact: the joint "
            + "distribution of the next sequence from every $x$ by the chain rule, $product_i P(y_i | x, y_0 ... y_(i-1))$, the decoder "
            + "run at every node of the tree of draws on what the step shows it there; no marginals are multiplied, independence is for "
            + "the decoder's outputs to show. Sampled: the step as it runs, one pass of the decoder for a batch and one multinomial draw "
            + "per position; $2 n$ times the total correlation of the empirical distribution and $2 n$ times its KL from the enumerated "
            + "distribution are G statistics with $chi^2$ distributions, and all together raise a false alarm with probability "
            + $"{Format.Number(ProductFormCheck.FalseAlarm)} (asymptotically). Margins in nats. `dependence` is the largest TV between two "
            + "rows of a kernel: the step does depend on $x$.",
            "Block Gibbs on a coupled pair of spins, both redrawn together; and the same decoders when each symbol is written into the "
            + "decoder's input as soon as it is drawn (enumerated only); and the enumerated pair against draws of one less coupled. "
            + "Every one of them must be caught; the mildest is shown."),
    ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile)
    {
        var grid = Grid.Of(profile);
        return new Dictionary<string, string>
        {
            ["symbols"] = Format.Number(Alphabet),
            ["lengths"] = string.Join(' ', grid.Lengths),
            ["width"] = Format.Number(Width),
            ["networks"] = Format.Number(grid.Networks),
            ["sources"] = Format.Number(grid.Sources),
            ["draws"] = Format.Number(grid.Draws),
            ["drawn-from"] = Format.Number(grid.From),
            ["pair-coupling"] = Format.Number(Coupling),
        };
    }

    public override ExperimentResult Execute(ExperimentContext context)
    {
        TorchLibrary.EnsureLoadable();
        using var thread = new TorchThreads(1);
        var grid = Grid.Of(context.Profile);
        var check = new ProductFormCheck(grid.Draws, grid.Steps * grid.From);
        var together = NewParts();
        List<Outcome> controls = [];
        List<double> dependence = [], atOnce = [], correlations = [];

        var random = context.Stream("product-transition/steps", 0);
        foreach (var length in grid.Lengths)
        {
            var space = new StateSpace(Alphabet, length);
            for (var n = 1; n <= grid.Networks; n++)
            {
                using var decoder = new SymbolDecoder(space, Width, (long)(random.NextBits() >> 1));
                for (var s = 1; s <= grid.Sources; s++)
                {
                    var name = $"N = {length}, network {n}, source {s}";
                    int[] source = [.. Enumerable.Range(0, length).Select(_ => (int)random.NextBelow(Alphabet))];
                    int[] from = [.. Enumerable.Range(0, grid.From).Select(_ => (int)random.NextBelow((uint)space.Count))];
                    var rows = check.Compare(new DecoderStep(decoder, source, atOnce: false, random.NextBits()), from, together, name);
                    correlations.AddRange(rows.Select(Divergences.TotalCorrelation));
                    dependence.Add(rows.Max(row => rows.Max(other => Divergences.TotalVariation(row, other))));

                    var written = NewParts();
                    var dependent = check.Compare(
                        new DecoderStep(decoder, source, atOnce: true, random.NextBits()), [], written, $"{name}, written at once");
                    atOnce.Add(dependent.Max(Divergences.TotalCorrelation));
                    controls.Add(written.Outcome());
                    context.Report((double)controls.Count / grid.Steps);
                }
            }
        }

        var pair = Ising.Clique(2, 2, Coupling, 0).Distribution();
        var gibbs = NewParts();
        check.Compare(new WholeBlockGibbs(pair, random), [0], gibbs, $"block Gibbs on a pair, J = {Format.Number(Coupling)}");
        controls.Add(gibbs.Outcome());

        // Draws of a pair less coupled than the one enumerated.
        var weaker = Ising.Clique(2, 2, Coupling / 2, 0).Distribution();
        var held = NewParts();
        check.Compare(
            new WholeBlockGibbs(pair, random), [0], held, "draws of a pair less coupled", new WholeBlockGibbs(weaker, random));
        controls.Add(held.Outcome());
        var mildest = controls.MaxBy(control => control.WorstMargin)! with { Parts = Broken(controls) };
        return Result(
            context,
            [ClaimVerdict.Of(Claims[0].Id, together.Outcome(), mildest)],
            [
                new Metric("tc.decoder", correlations.Max(), "nats", null, Tolerance.Absolute(ProductFormCheck.Rounding)),
                new Metric("tc.written-at-once.least", atOnce.Min(), "nats", null, Tolerance.Absolute(1e-4)),
                new Metric("tc.written-at-once.most", atOnce.Max(), "nats", null, Tolerance.Absolute(1e-4)),
                new Metric("tc.block-gibbs", Divergences.TotalCorrelation(pair), "nats", null, Tolerance.Absolute(1e-9)),
                new Metric("dependence.least", dependence.Min(), "", null, Tolerance.Absolute(1e-4)),
                .. together.Metrics().Select(part => new Metric(part.Name, part.Value, "nats", null, Tolerance.Informational)),
            ]);
    }

    // A part is broken if any of the controls breaks it.
    private static OutcomePart[] Broken(IEnumerable<Outcome> controls) =>
    [
        .. controls.SelectMany(control => control.Parts).GroupBy(part => part.Name).Select(parts =>
            new OutcomePart(
                parts.Key, parts.Any(part => part.Verdict == Verdict.Violated) ? Verdict.Violated : Verdict.Holds)),
    ];

    private static MarginParts NewParts() =>
        new(0, "the comparisons hold their own: rounding of single precision, and the quantile of the sampled statistic");

    private sealed record Grid(int[] Lengths, int Networks, int Sources, int Draws, int From)
    {
        public int Steps => Lengths.Length * Networks * Sources;

        public static Grid Of(Profile profile) => profile switch
        {
            Profile.Smoke => new([3], 2, 1, 4_000, 2),
            Profile.Standard => new([3, 4], 3, 2, 10_000, 2),
            _ => new([3, 4], 6, 3, 20_000, 4),
        };
    }
}
