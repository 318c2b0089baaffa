using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// Parallel decoding of the controlled pair with a perfect network, which has the exact conditionals. The loss is that of the method, which
/// no training removes. It is computed exactly, not estimated.
/// </summary>
public sealed class IdealDecoding : Experiment
{
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 10, ControlledGrammar.LongestSentence];
    private static readonly int[] Draws = [1, 2, 4, 8, 16];

    // The least difference that counts as a fall or a rise.
    private const double Strictly = 1e-6;

    // The probability that any comparison of draws fails by chance though more draws lose as much as fewer, at most.
    private const double FalseAlarm = 1e-4;

    private static readonly (string Name, string Label, Func<int, DecodingOptions> Loop)[] Loops =
    [
        (
            "mask-predict",
            "least confident remasked (Mask-Predict)",
            steps => new DecodingOptions { Iterations = steps, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected }),
        (
            "easy-first",
            "most confident kept permanently",
            steps => new DecodingOptions { Iterations = steps, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst }),
        (
            "cosine",
            "cosine schedule, kept permanently",
            steps => new DecodingOptions { Iterations = steps, Rejecter = new CosineSchedule(), Update = UpdateScheme.EasyFirst }),
        ("passthrough", "nothing remasked, all rewritten", steps => new DecodingOptions { Iterations = steps }),
        ("stutter", "stutter remasked, all rewritten", steps => new DecodingOptions { Iterations = steps, Rejecter = new Stutter() }),
    ];

    public override string Id => "ideal-decoding";

    public override string Title => "Parallel decoding with a perfect network";

    public override IReadOnlyList<Claim> Claims =>
    [
        new(
            "one-shot-loss",
            "T01",
            "Decoding all positions at once loses the total correlation",
            Origin.Reconstructed,
            "the paper's discussion of parallel decoding; our wording",
            "A decoder that knows every conditional exactly and writes all positions in one step loses $\"KL\"(p || q) = \"TC\"(Y | x, L) "
            + "= sum_i H(Y_i) - H(Y)$ nats on the source $x$ with length $L$, and its outputs are valid with probability $sum_(y "
            + "\"valid\") product_i p(y_i)$.",
            "Held-out sources of the controlled pair, whose translations are all known. Three ways that share nothing but $p$: the "
            + "entropies; the divergence, with every valid translation followed through the decoder; and the divergence from the logits "
            + "that the decoding loop is given. The share of valid ones among the outputs of the loop as it runs, at temperature 1, is "
            + "compared with the probability.",
            "The same outputs against the prediction for two steps."),
        new(
            "steps-restore",
            "T02",
            "More steps lose less, one word a step loses nothing",
            Origin.Reconstructed,
            "the paper's discussion of parallel decoding; our wording",
            "With the surest positions first, the mean loss falls with the number of steps, $\"KL\"_S > \"KL\"_(S')$ for $S < S'$, the "
            + "mean probability of a valid translation grows, and both are exact, $0$ and $1$, where every step writes one word.",
            "Every valid translation followed through the decoder, neighbouring numbers of steps compared on the mean over held-out "
            + "sources: by more than $10^(-6)$ in nats and in probability.",
            "A decoder that writes all words in one step, however many steps it is given."),
        new(
            "distillation-removes",
            "T03",
            "Distillation takes away what one step loses",
            Origin.Reconstructed,
            "the paper's use of distilled data; our wording",
            "Of a teacher that gives every source a single translation, by search or greedily, nothing is lost in one step: $\"TC\" = 0$. "
            + "On the controlled pair, of a teacher that draws $n$ translations from $p$, a growing part of $\"TC\"(p)$ is lost as $n$ "
            + "grows. (Not so for every $p$: uniform texts have $\"TC\" = 0$, and a few draws of them more.)",
            "The total correlation given source and length of the distilled data, exactly, averaged over lengths and held-out sources; "
            + "neighbouring $n$ compared, and the largest with $p$ itself: the mean difference over sources in standard errors, counted "
            + "from where chance undercuts it with probability $10^(-4)$ over all comparisons.",
            "A teacher that draws two translations in the place of one; and draws from the uniform distribution over five bits."),
    ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["pair"] = $"{ControlledGrammar.CurrentVersion}, seed {HeldOut.PairSeed}",
        ["sources"] = Format.Exact(Sources(profile)),
        ["steps"] = string.Join(' ', Steps),
        ["outputs-per-source"] = Format.Exact(Outputs(profile)),
        ["teacher-draws"] = string.Join(' ', Draws),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var grammar = new ControlledGrammar(HeldOut.PairSeed);
        var items = HeldOut.Take(grammar, Sources(context.Profile));
        context.Report(0.05);
        var measured = OneShotLoss.Measure(
            grammar, items, Outputs(context.Profile), context.Stream("ideal-decoding/outputs", 0).NextBits());
        context.Report(0.3);
        var bySteps = Steps.ToDictionary(
            steps => steps, steps => Mean(items, item => DecodingOutcome.Of(item.Given, RevealRules.EasyFirst(steps))));
        context.Report(0.5);
        TranslationDistribution[] all = [.. items.Select(item => item.All)], bits = [.. items.Select(_ => FiveBits())];
        var distilled = Distilled(all, context.Stream("ideal-decoding/teacher", 0).NextBits());
        var ofBits = Distilled(bits, context.Stream("ideal-decoding/five-bits", 0).NextBits());
        context.Report(0.6);
        var valid = Loops.Select((loop, i) =>
        {
            context.Report(0.6 + (0.4 * i / Loops.Length));
            return (loop.Name, Shares: Steps.Select(steps => ValidShare(grammar, items, loop.Loop(steps))).ToArray());
        }).ToDictionary(row => row.Name, row => row.Shares);

        return Result(
            context,
            [
                ClaimVerdict.Of(Claims[0].Id, measured.Against(items, Predicted(1)), measured.Against(items, Predicted(2))),
                ClaimVerdict.Of(Claims[1].Id, Restores(steps => bySteps[steps]), Restores(_ => bySteps[1])),
                ClaimVerdict.Of(Claims[2].Id, Removes(distilled, "search", "greedy", "n1"), Removes(ofBits, "n2")),
            ],
            [
                new Metric("one-shot.loss", measured.Loss, "nats", null, Tolerance.Absolute(1e-4)),
                new Metric("one-shot.valid", measured.Valid, "", measured.ValidError, Tolerance.Statistical()),
                .. Steps.Select(steps => new Metric($"loss.s{steps}", bySteps[steps].Loss, "nats", null, Tolerance.Absolute(1e-6))),
                .. Steps.Select(
                    steps => new Metric($"valid.s{steps}", bySteps[steps].ValidProbability, "", null, Tolerance.Absolute(1e-6))),
                .. distilled.Select(row => row.IsDrawn
                    ? Metric.Estimate($"distilled-tc.{row.Name}", row.Mean, row.Error, "nats")
                    : new Metric($"distilled-tc.{row.Name}", row.Mean, "nats", null, Tolerance.Absolute(1e-6))),
                .. valid.SelectMany(row => row.Value.Zip(Steps, (share, steps) =>
                    new Metric($"argmax-valid.{row.Key}.s{steps}", share, "", null, Tolerance.Count(0.01 * items.Length, items.Length))
                        .On("valid", row.Key.Replace('-', ' '), steps))),
            ],
            [StepsTable(bySteps, valid), DistilledTable(distilled)]);
    }

    private static Func<HeldOut, DecodingOutcome> Predicted(int steps) =>
        item => DecodingOutcome.Of(item.Given, steps == 1 ? RevealRules.OneShot : RevealRules.EasyFirst(steps));

    private static DecodingOutcome Mean(HeldOut[] items, Func<HeldOut, DecodingOutcome> outcome)
    {
        DecodingOutcome[] all = [.. items.AsParallel().AsOrdered().Select(outcome)];
        return new DecodingOutcome(all.Average(each => each.Loss), all.Average(each => each.ValidProbability));
    }

    private static Outcome Restores(Func<int, DecodingOutcome> bySteps)
    {
        var parts = new MarginParts(1e-9, "rounding of sums over translations, in nats or as a probability");
        foreach (var (fewer, more) in Steps.Zip(Steps.Skip(1)))
        {
            var name = $"{fewer} and {more} steps";
            parts.AtMost("loss-falls", bySteps(more).Loss + Strictly, bySteps(fewer).Loss, name);
            parts.AtMost("valid-grows", bySteps(fewer).ValidProbability + Strictly, bySteps(more).ValidProbability, name);
        }

        parts.Equal("nothing-lost", 0, bySteps(Steps[^1]).Loss, "one word a step");
        parts.Equal("all-valid", 1, bySteps(Steps[^1]).ValidProbability, "one word a step");
        return parts.Outcome();
    }

    // The last row is the data without distillation.
    private static DistilledRow[] Distilled(TranslationDistribution[] before, ulong seed) =>
    [
        new("search", "the likeliest translation", false, Losses(before, (all, _) => Distillation.ToMode(all))),
        new("greedy", "greedy, left to right", false, Losses(before, (all, _) => Distillation.ToGreedy(all))),
        .. Draws.Select(n => new DistilledRow(
            $"n{n}",
            $"{n} drawn",
            n > 1,
            Losses(before, (all, i) => Distillation.ToSamples(all, n, SplitMix64.ForItem(seed, (ulong)n, i))))),
        new("none", "none: the data as it is", false, Losses(before, (all, _) => all)),
    ];

    private static double[] Losses(TranslationDistribution[] before, Func<TranslationDistribution, int, TranslationDistribution> distil) =>
    [
        .. before.Select((all, i) => (all, i))
            .AsParallel()
            .AsOrdered()
            .Select(pair => Multimodality.Of(distil(pair.all, pair.i)).TotalCorrelation),
    ];

    /// <summary>Uniform over the 32 texts of five positions with two words each: no total correlation, but draws of it have some.</summary>
    private static TranslationDistribution FiveBits() =>
        TranslationDistribution.Of(
            Enumerable.Range(0, 32).Select(bits => (int[])[.. Enumerable.Range(0, 5).Select(i => 10 + (bits >> i & 1))]));

    // The single translations are those of the rows with the given names.
    private static Outcome Removes(DistilledRow[] rows, params string[] singles)
    {
        var parts = new MarginParts(
            1e-9, "rounding of entropies in nats; the comparison of draws counts from the standard errors that chance undercuts");
        foreach (var single in rows.Where(row => singles.Contains(row.Name)))
        {
            parts.Equal("single", 0, single.Mean, single.Label);
        }

        DistilledRow[] drawn = [.. rows.Where(row => row.Name is not ("search" or "greedy"))];
        var chance = -Normal.InvCDF(0, 1, FalseAlarm / (drawn.Length - 1));
        foreach (var (less, more) in drawn.Zip(drawn.Skip(1)))
        {
            var difference = new DistilledRow("", "", true, [.. more.Losses.Zip(less.Losses, (after, before) => after - before)]);
            parts.Add("grows", (difference.Mean / difference.Error) + chance, $"{less.Label} and {more.Label}");
        }

        return parts.Outcome();
    }

    private static double ValidShare(ControlledGrammar grammar, HeldOut[] items, DecodingOptions options)
    {
        var decoder = new ParallelDecoder(options, DecodingTokens.Of(grammar.Vocabulary));
        return items.Chunk(16).AsParallel().Sum(chunk =>
        {
            var model = new IdealDecodingModel(grammar, [.. chunk.Select(item => item.Source)]);
            // Nothing is drawn.
            var outputs = decoder.Decode(model, [.. chunk.Select((item, i) => new Candidate(i, item.Length))], new SplitMix64(0));
            return outputs.Zip(chunk).Count(pair => pair.Second.All.Contains([.. pair.First.Tokens]));
        }) / (double)items.Length;
    }

    private static Table StepsTable(Dictionary<int, DecodingOutcome> bySteps, Dictionary<string, double[]> valid) => new(
        "ideal-by-steps",
        "A perfect network by steps: the mean loss $\"KL\"(p || q)$ and the share of valid translations where words are drawn (exact), and "
        + "the share of valid translations where the likeliest word is taken, by the positions remasked "
        + "between the steps. Lengths are drawn from $p$.",
        ["", .. Steps.Select(steps => $"S = {steps}")],
        [
            ["loss in nats, drawn", .. Steps.Select(steps => Nats(bySteps[steps].Loss))],
            ["valid %, drawn", .. Steps.Select(steps => Format.Percent(bySteps[steps].ValidProbability, 1))],
            .. Loops.Select(
                loop => (IReadOnlyList<string>)[$"valid %, {loop.Label}", .. valid[loop.Name].Select(value => Format.Percent(value, 1))]),
        ]);

    private static Table DistilledTable(DistilledRow[] rows) => new(
        "distilled-correlation",
        "What is left to lose in one step after distillation by a teacher that knows $p$: mean total "
        + "correlation given source and length, in nats.",
        ["the teacher's translations of a source", "TC"],
        [.. rows.Select(row => (IReadOnlyList<string>)[row.Label, Nats(row.Mean)])]);

    // Adding zero turns a rounded −0 into 0.
    private static string Nats(double value) => (Math.Round(value, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static int Sources(Profile profile) => profile switch { Profile.Smoke => 100, Profile.Standard => 1000, _ => 4000 };

    private static int Outputs(Profile profile) => profile == Profile.Smoke ? 50 : 200;

    /// <summary>The total correlations that are left after distillation by one teacher, one for each source, in nats.</summary>
    private sealed record DistilledRow(string Name, string Label, bool IsDrawn, double[] Losses)
    {
        public double Mean => Losses.Average();

        public double Error => Math.Sqrt(Losses.Sum(loss => (loss - Mean) * (loss - Mean)) / (Losses.Length - 1) / Losses.Length);
    }
}
