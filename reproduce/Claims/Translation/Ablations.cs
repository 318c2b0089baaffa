using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// Table 2: the effect of single settings of training and decoding, and the guidelines that follow. Measured on validation sentences, on
/// which settings may be chosen.
/// </summary>
public sealed class Ablations : Experiment
{
    private const string Corpus = "multi30k";
    private const string Split = "val";
    private const string Direction = "en-de";
    private const string Teacher = "ar-en-de";
    private const string Headline = "padir-en-de";
    private const int Iterations = 4;
    private const double ReferenceSentences = 500; // The number of sentences for which the tolerances are stated
    // These share the encoder and identical decoder queries; smaller groups give every processor a job.
    private const int DecodingsPerJob = 7;

    public override string Id => "ablations";

    public override string Title => "Settings of training and decoding, Multi30k en→de";

    public override IReadOnlyList<Claim> Claims => [.. Guideline.All.Select(guideline => guideline.Claim)];

    public override IReadOnlyList<Input> Inputs(Profile profile) =>
        [
            Input.Corpus(Corpus),
            Input.Checkpoint(Teacher),
            Input.Checkpoint(Headline),
            .. TrainingAblation.All.Select(ablation => Input.Checkpoint(ablation.Checkpoint)),
            .. DecodingAblation.All.Select(ablation => ablation.Checkpoint).OfType<string>().Distinct().Select(Input.Checkpoint),
        ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sentences"] = $"1 in {Every(profile).ToString(CultureInfo.InvariantCulture)} of the validation set",
        ["iterations"] = Iterations.ToString(CultureInfo.InvariantCulture),
        ["resamples"] = Bootstrap.Resamples.ToString(CultureInfo.InvariantCulture),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var lacksDecoding = Lacking(context, Teacher, Headline);
        TrainingAblation[] trained = [.. TrainingAblation.All.Where(ablation => Lacking(context, ablation.Checkpoint) is null)];
        DecodingAblation[] decodings =
        [
            .. DecodingAblation.All.Where(
                ablation => lacksDecoding is null && (ablation.Checkpoint is null || Lacking(context, ablation.Checkpoint) is null)),
        ];
        if (trained.Length + decodings.Length == 0)
        {
            return Result(context, [.. Claims.Select(claim => ClaimVerdict.Skipped(claim.Id, lacksDecoding!))], [], []);
        }

        var test = TestSet.Of(context.Inputs, Corpus, Direction, int.MaxValue, Split, Every(context.Profile));
        var translator = new CheckpointTranslator(context, test);
        DecodingOptions Loop(string model) => HeadlineDecoding.Loop(Iterations, Config(context, model));
        (Func<SystemOutput[]> Work, double Cost)[] jobs =
        [
            .. trained.Select(ablation => ((Func<SystemOutput[]>)(() =>
                [translator.Parallel(ablation.Checkpoint, ablation.System, ablation.Label, Loop(ablation.Checkpoint))]), 1.0)),
            .. decodings.GroupBy(ablation => ablation.Checkpoint ?? Headline)
                .SelectMany(ablations => ablations.Chunk(DecodingsPerJob).Select(some => ((Func<SystemOutput[]>)(() =>
                    translator.Parallel(ablations.Key, some, Loop(Headline), Teacher)), (double)some.Length))),
        ];
        var order = trained.Select(ablation => ablation.System).Concat(decodings.Select(ablation => ablation.System)).ToList();
        var systems = SideBySide.Run(
            [.. jobs.Select(job => job.Work)], share => context.Report(0.95 * share), [.. jobs.Select(job => job.Cost)])
            .SelectMany(outputs => outputs).OrderBy(system => order.IndexOf(system.Name)).ToDictionary(system => system.Name);
        var seed = (long)context.Stream("ablations/bootstrap", 0).NextBits();
        var fewer = Math.Max(1, Math.Sqrt(ReferenceSentences / test.Sources.Count)); // Among fewer sentences a single word has more weight.
        Guideline[] measured =
        [
            .. Guideline.All.Where(
                guideline => guideline.Pairs.All(pair => systems.ContainsKey(pair.Better) && systems.ContainsKey(pair.Worse))),
        ];
        return Result(
            context,
            [
                .. Guideline.All.Select(guideline => NotJudged(context, guideline, measured) is { } reason
                    ? ClaimVerdict.Skipped(guideline.Id, reason)
                    : guideline.Judge(systems, seed)),
            ],
            [
                .. systems.Values.Select(system =>
                    new Metric(
                        $"bleu.{system.Name}",
                        system.Bleu.Score(),
                        "BLEU",
                        null,
                        Tolerance.Absolute(0.3 * fewer),
                        ClaimsOf(system.Name))),
                .. systems.Values.Select(system =>
                    new Metric(
                        $"stutter.{system.Name}", Stutter(system), "", null, Tolerance.Absolute(0.01 * fewer), ClaimsOf(system.Name))),
            ],
            [
                .. Rows(systems, "training.", TrainingAblation.Baseline.System, seed) is { Count: > 0 } rows
                ? new[] { TrainingTable(context, test, trained, rows) }
                : [],
                .. Rows(systems, "decoding.", DecodingAblation.Headline.System, seed) is { Count: > 0 } decoded
                ? new[] { DecodingTable(test, decodings, decoded) }
                : [],
                new Table(
                    "guidelines",
                    $"The guidelines as measured: the first system less the second, {Iterations} iterations, $p$ from the paired "
                    + "bootstrap; held: of the claimed sign with $p < 0.05$.",
                    ["guideline", "compared", "difference", "p", ""],
                    [.. measured.SelectMany(guideline => guideline.Rows(systems, seed))]),
            ]);
    }

    // Null, which stands for all claims, for a system that no guideline compares.
    private static string[]? ClaimsOf(string system) =>
        Guideline.All.Where(guideline => guideline.Pairs.Any(pair => system == pair.Better || system == pair.Worse))
            .Select(guideline => guideline.Id)
            .ToArray() is { Length: > 0 } claims
            ? claims
            : null;

    private static string? NotJudged(ExperimentContext context, Guideline guideline, Guideline[] measured)
    {
        var models = guideline.Pairs.SelectMany(pair => new[] { pair.Better, pair.Worse })
            .SelectMany(name =>
                TrainingAblation.All.FirstOrDefault(ablation => ablation.System == name) is { } trained
                    ? [trained.Checkpoint]
                    : new[] { Teacher, Headline });
        return !measured.Contains(guideline) ? Lacking(context, [.. models.Distinct()])
            : context.Profile == Profile.Smoke
                ? "so few sentences decide nothing; it is judged in the standard profile, with `make reproduce`"
            : null;
    }

    private static string? Lacking(ExperimentContext context, params string[] models) =>
        context.Inputs.Lacking(models.Select(Input.Checkpoint).Prepend(Input.Corpus(Corpus)));

    private static PadirConfig Config(ExperimentContext context, string model) => context.Inputs.Describe(model).Recipe.Config;

    private static Table TrainingTable(
        ExperimentContext context, TestSet test, TrainingAblation[] trained, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var training = Config(context, trained[0].Checkpoint).Training;
        return new Table(
            "ablations-training",
            $"PaDIR on distilled targets with one setting of training changed, {Format.Count(training.Steps)} updates of "
            + $"{Format.Count(training.BatchTokens)} target tokens each from the same weights; {Of(test)}."
            + NotTrained(TrainingAblation.All.Except(trained).Select(ablation => (ablation.Label, ablation.Checkpoint))),
            Columns,
            rows);
    }

    private static Table DecodingTable(TestSet test, DecodingAblation[] decodings, IReadOnlyList<IReadOnlyList<string>> rows) => new(
        "ablations-decoding",
        $"The headline model, PaDIR on distilled targets, with one setting of decoding changed; {Of(test)}." + NotTrained(
            DecodingAblation.All.Except(decodings).Select(ablation => (ablation.Label, ablation.Checkpoint ?? Headline))),
        Columns,
        rows);

    private static string NotTrained(IEnumerable<(string Label, string Checkpoint)> lacking)
    {
        string[] missing = [.. lacking.Select(ablation => $"{ablation.Label} (`make train NAMES={ablation.Checkpoint}`)")];
        return missing.Length > 0 ? $" Not trained: {string.Join("; ", missing)}." : "";
    }

    private static readonly string[] Columns = ["setting", "BLEU", "to the first", "p", "stutter %", "length"];

    private static string Of(TestSet test) =>
        $"{Format.Count(test.Sources.Count)} validation sentences, {Iterations} iterations: BLEU, its difference to the first row with $p$ "
        + "(paired bootstrap), stuttering words, and the length over the reference's";

    private static List<IReadOnlyList<string>> Rows(Dictionary<string, SystemOutput> systems, string kind, string first, long seed) =>
    [
        .. systems.Values.Where(system => system.Name.StartsWith(kind, StringComparison.Ordinal)).Select(system =>
        {
            var difference = system.Name != first && systems.TryGetValue(first, out var baseline)
                ? Bootstrap.Compare(system.Bleu, baseline.Bleu, new SplitMix64(seed))
                : null;
            return (IReadOnlyList<string>)
            [
                system.Label,
                Format.Fixed(system.Bleu.Score(), 1),
                difference?.Difference.Value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) ?? "",
                difference?.PValue.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
                Format.Fixed(100 * Stutter(system), 1),
                ((double)system.Breakdown.HypothesisLength / system.Breakdown.ReferenceLength)
                    .ToString("0.00", CultureInfo.InvariantCulture),
            ];
        }),
    ];

    private static double Stutter(SystemOutput system) => new RepeatShare().Evaluate(system.Texts, system.References).Score() / 100;

    // With every second sentence the time is halved, and intervals are wider by a factor of 1.4.
    private static int Every(Profile profile) => profile switch { Profile.Smoke => 20, Profile.Standard => 2, _ => 1 };
}
