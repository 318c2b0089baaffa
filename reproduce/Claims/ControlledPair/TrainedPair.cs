using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// The trained models of the controlled pair, compared with the perfect network: the validity of their translations, and the part of their
/// one-step loss that is the method's.
/// </summary>
public sealed class TrainedPair : Experiment
{
    private const string Teacher = "controlled-ar";
    private const string Raw = "controlled-padir-raw";
    private const string Distilled = "controlled-padir";

    // For the share that is compared with a bound. With so manySources sources its standard error is a quarter of a percent.
    private const int BoundSources = 4000;

    private static readonly int[] Steps = [1, 2, 4, 6, 10];

    private static readonly Loop[] Loops =
    [
        new("mask-predict", "least confident remasked", new LinearSchedule(), UpdateScheme.Rejected),
        new("passthrough", "nothing remasked", new Passthrough(), UpdateScheme.All),
        new("stutter", "stutter remasked", new Stutter(), UpdateScheme.All),
    ];

    public override string Id => "trained-pair";

    public override string Title => "Trained models against the exact distribution";

    public override IReadOnlyList<Claim> Claims => TrainedPairClaims.All;

    public override IReadOnlyList<Input> Inputs(Profile profile) =>
        [Input.Checkpoint(Teacher), Input.Checkpoint(Raw), Input.Checkpoint(Distilled)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["pair"] = $"{ControlledGrammar.CurrentVersion}, seed {HeldOut.PairSeed}",
        ["sources"] = Sources(profile).ToString(CultureInfo.InvariantCulture),
        ["sources-judged"] = BoundSources.ToString(CultureInfo.InvariantCulture),
        ["iterations"] = string.Join(' ', Steps),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if (context.Inputs.Lacking(Inputs(context.Profile)) is { } lacking)
        {
            return Result(context, [.. Claims.Select(claim => ClaimVerdict.Skipped(claim.Id, lacking))], [], []);
        }

        var grammar = new ControlledGrammar(HeldOut.PairSeed);
        var items = HeldOut.Take(grammar, Sources(context.Profile));
        int[][] sources = [.. items.Select(item => item.Source)];
        ModeMixing Judge(IEnumerable<IReadOnlyList<int>> outputs) => ModeMixing.Measure(grammar, sources, [.. outputs]);

        var decodings = LoopsOf(context.Profile).SelectMany(_ => Steps, (loop, steps) => (Loop: loop, Steps: steps)).ToArray();
        var manySources = HeldOut.Sources(BoundSources);
        var translated = SideBySide.Run(
            [
                () => Translated(Raw, sources, decodings),
                () => Translated(Distilled, sources, decodings),
                .. manySources.Chunk(BoundSources / 2)
                    .Select(half => (Func<IReadOnlyList<int>[][]>)(() => Translated(Distilled, half, (Loops[0], Steps[^1])))),
                () => [TeacherTranslations(sources)],
            ],
            share => context.Report(0.8 * share),
            [37, 37, 20, 20, 5]); // In thousands of sentences times network evaluations.
        (string Data, IReadOnlyList<int>[][] Outputs)[] byData = [("raw", translated[0]), ("distilled", translated[1])];
        var (halves, teacherTranslations) = (translated[2..^1], translated[^1][0]);
        TrainedOutcome[] outcomes =
        [
            .. byData.SelectMany(data => decodings.Zip(data.Outputs, (decoding, outputs) => (data.Data, decoding, outputs))).ToArray()
                .AsParallel()
                .AsOrdered()
                .Select(each => new TrainedOutcome(each.Data, each.decoding.Loop.Name, each.decoding.Steps, Judge(each.outputs))),
        ];
        (int[] Source, IReadOnlyList<int> Target)[] all = [.. manySources.Zip(halves.SelectMany(half => half[0]))];
        var validOfMany = (double)all.AsParallel().Count(pair => grammar.IsValid(pair.Source, [.. pair.Target])) / all.Length;
        context.Report(0.9);
        using var raw = context.Inputs.Model(Raw);
        using var distilled = context.Inputs.Model(Distilled);
        var seed = context.Stream("trained-pair/masks", 0).NextBits();
        MaskedTarget[] masked = [.. items.Select((item, i) => MaskedTarget.Random(item, SplitMix64.ForItem(seed, 0, i)))];
        MaskedTarget[] hidden = [.. items.Select(MaskedTarget.All)];
        var conditionals = OneStep.Measure(raw, grammar, masked);
        var toPair = OneStep.Measure(raw, grammar, hidden);
        var toTeacher = OneStep.Measure(
            distilled,
            grammar,
            items.Zip(teacherTranslations)
                .Where(pair => pair.Second.Count > 0)
                .Select(pair => MaskedTarget.All(pair.First.DistilledBy(pair.Second))));
        var right = Judge(teacherTranslations);
        var shifted = ModeMixing.Measure(grammar, sources, [.. teacherTranslations.Skip(1), teacherTranslations[0]]);
        return Result(
            context,
            [
                TrainedPairClaims.JudgeTeacher(right, shifted),
                TrainedPairClaims.JudgeDistilled(validOfMany, outcomes),
                TrainedPairClaims.JudgeConditionals(conditionals, OneStep.Measure(distilled, grammar, masked)),
                TrainedPairClaims.JudgeOneShot(toPair),
                TrainedPairClaims.JudgeEffect(toPair, toTeacher),
                TrainedPairClaims.JudgeMixing(outcomes, items.Length),
            ],
            [
                new Metric("valid.ar", right.Valid, "", Deviation(right.Valid, items.Length), Tolerance.Absolute(0.01)),
                new Metric("valid.distilled.judged", validOfMany, "", Deviation(validOfMany, BoundSources), Tolerance.Absolute(0.01)),
                .. outcomes.Select(outcome =>
                    new Metric(
                        $"valid.{outcome.Name}",
                        outcome.Modes.Valid,
                        "",
                        Deviation(outcome.Modes.Valid, items.Length),
                        Tolerance.Absolute(0.02))
                        .On("valid", $"{outcome.Data}, {outcome.Loop.Replace('-', ' ')}", outcome.Steps)),
                .. outcomes.Select(outcome =>
                    new Metric(
                        $"mixed.{outcome.Name}",
                        outcome.Modes.Mixed,
                        "",
                        Deviation(outcome.Modes.Mixed, items.Length),
                        Tolerance.Absolute(0.02))),
                new Metric("one-step.distance-masked", conditionals.Distance, "", conditionals.DistanceError, Tolerance.Absolute(0.005)),
                new Metric("one-step.distance", toPair.Distance, "", toPair.DistanceError, Tolerance.Absolute(0.005)),
                new Metric("one-step.loss", toPair.Loss, "nats", toPair.LossError, Tolerance.Absolute(0.05)),
                new Metric("one-step.correlation", toPair.Correlation, "nats", null, Tolerance.Absolute(1e-6)),
                new Metric("one-step.loss-distilled", toTeacher.Loss, "nats", toTeacher.LossError, Tolerance.Absolute(0.05)),
            ],
            [Validity(right, outcomes, LoopsOf(context.Profile)), Losses(toPair, toTeacher)]);

        IReadOnlyList<int>[][] Translated(string name, int[][] some, params (Loop Loop, int Steps)[] chosen)
        {
            using var model = context.Inputs.Model(name);
            ParallelSettings[] settings =
            [
                .. chosen.Select(
                    decoding => new ParallelSettings { Loop = decoding.Loop.In(decoding.Steps, model.Model.Config.Corruption.Input) }),
            ];
            return
            [
                .. model.Parallel(some, settings, context.Cancellation)
                    .Select(sentences => sentences.Select(sentence => sentence.Best.Tokens).ToArray()),
            ];
        }

        IReadOnlyList<int>[] TeacherTranslations(int[][] some)
        {
            using var teacher = context.Inputs.Model(Teacher);
            return
            [
                .. teacher.Autoregressive(some, new AutoregressiveOptions(), cancel: context.Cancellation).Select(target => target.Tokens),
            ];
        }
    }

    private static Table Validity(ModeMixing teacher, IReadOnlyList<TrainedOutcome> outcomes, Loop[] decodings) => new(
        "trained-validity",
        "Valid translations of held-out sources in %, and in brackets those that mix valid ones; lengths are predicted. The autoregressive "
        + $"teacher, greedy: {Format.Percent(teacher.Valid, 1)} % valid.",
        ["trained on, between the steps", .. Steps.Select(steps => $"S = {steps}")],
        [
            .. decodings.SelectMany(loop => new[] { "raw", "distilled" }, (loop, data) => (IReadOnlyList<string>)
            [
                $"{data}, {loop.Label}",
                .. Steps
                    .Select(steps => outcomes.Single(outcome =>
                        outcome.Data == data && outcome.Loop == loop.Name && outcome.Steps == steps))
                    .Select(outcome => $"{Format.Percent(outcome.Modes.Valid, 1)} ({Format.Percent(outcome.Modes.Mixed, 1)})"),
            ]),
        ]);

    private static Table Losses(OneStep raw, OneStep distilled) => new(
        "one-step-losses",
        "The loss of decoding in one step, $\"KL\"(p || product_i q_i)$ in nats a sentence, and its parts: what any network loses, and "
        + "what this one has not learned. For the distilled model $p$ is the teacher's single translation.",
        ["trained on", "loss", "TC(p)", "network's error", "TV a position"],
        [
            Cells("raw targets", raw),
            Cells("distilled targets", distilled),
        ]);

    private static IReadOnlyList<string> Cells(string trainedOn, OneStep step) =>
    [
        trainedOn,
        Format.Fixed(step.Loss, 3),
        Format.Fixed(step.Correlation, 3),
        Format.Fixed(step.Loss - step.Correlation, 3),
        Format.Fixed(step.Distance, 3),
    ];

    private static double Deviation(double share, int count) => Math.Sqrt(share * (1 - share) / count);

    private static int Sources(Profile profile) => profile == Profile.Smoke ? 500 : 1000;

    private static Loop[] LoopsOf(Profile profile) => profile == Profile.Smoke ? Loops[..1] : Loops;

    private sealed record Loop(string Name, string Label, Rejecter Rejecter, UpdateScheme Update)
    {
        public DecodingOptions In(int steps, InputScheme input) =>
            new() { Iterations = steps, Input = input, Rejecter = Rejecter, Update = Update };
    }
}

/// <summary>The translations of one model by one decoding loop.</summary>
/// <param name="Data">The training data: raw or distilled.</param>
/// <param name="Loop">The name of the loop.</param>
/// <param name="Steps">The number of iterations.</param>
/// <param name="Modes">The validity and the mode mixing of the translations.</param>
internal sealed record TrainedOutcome(string Data, string Loop, int Steps, ModeMixing Modes)
{
    /// <summary>The name in metrics.</summary>
    public string Name => $"{Data}.{Loop}.s{Steps}";
}
