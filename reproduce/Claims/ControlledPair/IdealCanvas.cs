using Gmlm.Padir.Canvas;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>The controlled pair on a canvas with a perfect network: what one step loses, and what its errors are.</summary>
public sealed class IdealCanvas : ClaimExperiment
{
    private const double Apart = 0.5;

    private static readonly (string Name, double Factor, int Extra)[] Sizes = [("f1", 1, 0), ("f1.5", 1.5, 2), ("f2", 2, 2)];
    private static readonly int[] Steps = [1, 2, 4, 10];

    /// <inheritdoc/>
    public override Claim Claim => new(
        "ideal-canvas", "T11", "On a canvas a perfect network loses by spreading words, and by not drawing a length", Origin.Beyond,
        Source: "our statement; the canvas of Saharia et al. 2020",
        Wording: "With every conditional exact and the alignment uniform given the target, one step on a canvas loses the more the larger "
            + "the canvas is. The product fitted by expectation–maximisation loses less, as much on one size as on another; yet more than "
            + "a step that is given a length drawn from $p(L | x)$, since the length tells which "
            + $"translation is meant. Each by at least {Apart} nats.",
        Method: "Held-out sources of the controlled pair, whose translations are all known. $\"KL\"(p || q)$ with $q$ the law of the text "
            + "that the cells join to, computed over all translations: for the exact marginals of the cells under uniform alignments, and "
            + $"after {IdealCanvasRow.Improvements} steps of expectation–maximisation from there; against the mean total correlation given "
            + "the length. Canvases of as many cells as the source has words (`f1`), of $1.5 n + 2$ (`f1.5`) and of $2 n + 2$ (`f2`); more "
            + "where a translation needs them. `valid.…`, `mixed.…` and `stutter.…` are shares of texts drawn in one step, and "
            + "`argmax-valid.…` those of valid texts by the loop with the surest words first.",
        ControlMethod: "A teacher that gives every source its likeliest translation: there the fitted canvas loses as little as the given "
            + "length, nothing; and the fitted product in place of uniform alignments, whose loss does not grow.");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["pair"] = $"{ControlledGrammar.CurrentVersion}, seed {HeldOut.PairSeed}",
        ["sources"] = Format.Exact(Sources(profile)),
        ["canvases"] = string.Join(' ', Sizes.Select(size => size.Name)),
    };

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var grammar = new ControlledGrammar(HeldOut.PairSeed);
        var items = HeldOut.Take(grammar, Sources(context.Profile));
        var seed = context.Stream("ideal-canvas", 0).NextBits();
        var rows = Sizes.Select((size, i) =>
        {
            IdealCanvasRow[] measured =
            [
                .. items.Select((item, n) => (item, n)).AsParallel().AsOrdered().WithCancellation(context.Cancellation).Select(pair =>
                    IdealCanvasRow.Of(grammar.Vocabulary, pair.item, size.Factor, size.Extra, SplitMix64.ForItem(seed, (ulong)i, pair.n))),
            ];
            context.Report((i + 1.0) / (Sizes.Length + 2));
            return measured;
        }).ToArray();
        var given = items.AsParallel()
            .AsOrdered()
            .Select(item => item.All.Lengths.Sum(length => length.Value * item.All.GivenLength(length.Key)!.TotalCorrelation))
            .ToArray()
            .Average();
        var taught = items.Select(item => item.DistilledBy([.. item.All.Mode.Tokens]))
            .Select(item => IdealCanvasRow.Of(grammar.Vocabulary, item, 2, 2, new SplitMix64(0)))
            .ToArray();
        context.Report(0.8);

        var (check, control) = (new MarginParts(0, "the statement has a margin"), new MarginParts(0, "the statement has a margin"));
        double Uniform(int size) => rows[size].Average(row => row.UniformLoss);
        double Fitted(int size) => rows[size].Average(row => row.FittedLoss);
        for (var size = 0; size < Sizes.Length; size++)
        {
            check.AtMost("length-tells", given + Apart, Fitted(size), Sizes[size].Name);
            check.AtMost("fitted-below", Fitted(size) + Apart, Uniform(size), Sizes[size].Name);
            if (size > 0)
            {
                check.AtMost("uniform-grows", Uniform(size - 1) + Apart, Uniform(size), Sizes[size].Name);
                check.AtMost("fitted-alike", Math.Abs(Fitted(size) - Fitted(size - 1)), Apart, Sizes[size].Name);
                control.AtMost("uniform-grows", Fitted(size - 1) + Apart, Fitted(size), Sizes[size].Name);
                control.AtMost("fitted-alike", Math.Abs(Uniform(size) - Uniform(size - 1)), Apart, Sizes[size].Name);
            }
        }

        control.AtMost("length-tells", Apart, taught.Average(row => row.FittedLoss), "one translation");
        control.AtMost(
            "fitted-below", taught.Average(row => row.FittedLoss) + Apart, taught.Average(row => row.FittedLoss), "one translation");
        return Decide(context, check.Outcome(), control.Outcome(),
        [
            Loss("loss.given-length", given),
            Loss("loss.taught.fitted", taught.Average(row => row.FittedLoss)),
            .. Sizes.SelectMany((size, i) => Metrics(size.Name, rows[i])),
            .. Sizes.SelectMany(size => ByLoop(grammar, items, size)),
            .. check.Metrics(),
        ]);
    }

    private static IEnumerable<Metric> Metrics(string name, IdealCanvasRow[] rows) =>
    [
        Loss($"loss.{name}.uniform", rows.Average(row => row.UniformLoss)),
        Loss($"loss.{name}.fitted", rows.Average(row => row.FittedLoss)),
        Share($"valid.{name}.fitted", [.. rows.Select(row => row.Valid)]),
        Share($"mixed.{name}.fitted", [.. rows.Select(row => row.Mixed)]),
        Share($"stutter.{name}.fitted", [.. rows.Select(row => row.Stutter)]),
    ];

    private static Metric Loss(string name, double value) => new(name, value, "nats", null, Tolerance.Absolute(1e-4));

    private static Metric Share(string name, double[] shares)
    {
        var mean = shares.Average();
        return Metric.Estimate(name, mean, Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean))) / shares.Length);
    }

    // The loop itself, the likeliest word at every cell.
    private static IEnumerable<Metric> ByLoop(ControlledGrammar grammar, HeldOut[] items, (string Name, double Factor, int Extra) size) =>
        Steps.Select(steps =>
    {
        var options = new DecodingOptions { Iterations = steps, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst };
        var decoder = new ParallelDecoder(options, DecodingTokens.Of(grammar.Vocabulary), isCanvas: true);
        var valid = items.Chunk(8).AsParallel().Sum(chunk =>
        {
            var model = new IdealCanvasModel([.. chunk.Select(item => item.All)], grammar.Vocabulary);
            Candidate[] candidates = [.. chunk.Select((item, i) => new Candidate(i, IdealCanvasRow.Cells(item, size.Factor, size.Extra)))];
            var texts = decoder.Decode(model, candidates, new SplitMix64(0))
                .Select(text => CanvasCells.Join([.. text.Tokens], DecodingTokens.Of(grammar.Vocabulary).Blank));
            return texts.Zip(chunk).Count(pair => pair.Second.All.Contains(pair.First));
        });
        return new Metric(
            $"argmax-valid.{size.Name}.s{steps}",
            valid / (double)items.Length,
            "",
            null,
            Tolerance.Count(0.01 * items.Length, items.Length))
            .On("valid", size.Name, steps);
    });

    private static int Sources(Profile profile) => profile switch { Profile.Smoke => 12, Profile.Standard => 80, _ => 300 };
}
