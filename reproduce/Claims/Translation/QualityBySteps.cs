using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>A corpus and a direction of which translation quality is measured.</summary>
/// <param name="Corpus">The corpus's name in the catalogue.</param>
/// <param name="Title">The corpus's name in the report.</param>
/// <param name="Direction">The direction, for example en-de.</param>
/// <param name="Name">The end of the names of the models and of the claims.</param>
/// <param name="Letter">The letter of the claims in the report's order.</param>
/// <param name="Least">The lower bound on the BLEU of the baseline; null if no bound is known.</param>
/// <param name="Longer">
/// Whether a model was trained for as many updates again on the teacher's translations by beam; it is then the one that is
/// compared with the baseline.
/// </param>
/// <param name="Every">
/// With 5, every fifth sentence of the test set is used except in the full profile. A test set may be sorted by origin, so a sample is
/// taken instead of the first lines.
/// </param>
public sealed record QualitySetting(
    string Corpus, string Title, string Direction, string Name, string Letter, double? Least, bool Longer = false, int Every = 1)
{
    /// <summary>For example Multi30k en→de.</summary>
    public string Where => $"{Title} {Arrow}";

    /// <summary>For example en→de.</summary>
    public string Arrow => Direction.Replace("-", "→");
}

/// <summary>Table 1: translation quality by decoding steps, for one corpus and direction.</summary>
public abstract class QualityBySteps(QualitySetting setting) : Experiment
{
    private const int Beam = 5;

    private readonly QualityClaims _claims = new(setting.Name, setting.Where, setting.Letter, setting.Least, setting.Longer);

    public override string SourceFile => FileOf(typeof(QualityBySteps));

    public override string Id => $"quality-{setting.Name}";

    public override string Title => $"Quality by decoding steps, {setting.Where}";

    public override IReadOnlyList<Claim> Claims => _claims.All;

    private string Teacher => $"ar-{setting.Name}";

    private string Distilled => $"padir-{setting.Name}";

    private string Raw => $"padir-raw-{setting.Name}";

    private string Long => $"padir-long-{setting.Name}";

    public override IReadOnlyList<Input> Inputs(Profile profile) =>
        [
            Input.Corpus(setting.Corpus),
            Input.Checkpoint(Teacher),
            Input.Checkpoint(Distilled),
            Input.Checkpoint(Raw),
            .. setting.Longer ? [Input.Checkpoint(Long)] : Array.Empty<Input>(),
        ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sentences"] = (Sentences(profile), Every(profile)) switch
        {
            (int.MaxValue, 1) => "all",
            (int.MaxValue, var every) => $"1 in {Format.Number(every)}",
            (var most, 1) => Format.Number(most),
            var (most, every) => $"{Format.Number(most)}, 1 in {Format.Number(every)}",
        },
        ["iterations"] = string.Join(' ', HeadlineDecoding.Steps),
        ["beam"] = $"{Format.Number(Beam)}, length penalty {Format.Number(CheckpointTranslator.BeamAlpha)}",
        ["resamples"] = Format.Number(Bootstrap.Resamples),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if (Lacking(context, Teacher) is { } lacksTeacher)
        {
            return Result(context, [.. Claims.Select(claim => ClaimVerdict.Skipped(claim.Id, lacksTeacher))], [], []);
        }

        var test = TestSet.Of(context.Inputs, setting.Corpus, setting.Direction, Sentences(context.Profile), every: Every(context.Profile));
        var translator = new CheckpointTranslator(context, test);
        (string Model, string Name, string Label)[] parallel =
        [
            (Distilled, "padir", "PaDIR, distilled"), (Raw, "padir-raw", "PaDIR, raw"), .. setting.Longer
                ? [(Long, "padir-long", "PaDIR, distilled, longer")]
                : Array.Empty<(string, string, string)>(),
        ];
        var there = parallel.Where(system => Lacking(context, system.Model) is null).ToArray();
        var outputs = SideBySide.Run<SystemOutput[]>(
            [
                () => [translator.Autoregressive(Teacher, Beam)],
                () => [translator.Autoregressive(Teacher, 1)],
                .. there.SelectMany(system => translator.JobsBySteps(system.Model, system.Name, system.Label)),
            ],
            share => context.Report(0.95 * share),
            [Beam, 1, .. there.SelectMany(_ => HeadlineDecoding.Groups.Select(group => (double)(group.Sum() - group.Length + 1)))]);
        var (beam, greedy) = (outputs[0][0], outputs[1][0]);
        var bySteps = there.Zip(outputs.Skip(2).Chunk(HeadlineDecoding.Groups.Count))
            .ToDictionary(pair => pair.First.Model, pair => CheckpointTranslator.Join(pair.Second));

        var seed = (long)context.Stream($"{Id}/bootstrap", 0).NextBits();
        var whole = Sentences(context.Profile) == int.MaxValue;
        SystemOutput[] systems = [greedy, beam, .. there.SelectMany(system => bySteps[system.Model].Values)];
        var toGreedy = systems.Skip(1)
            .AsParallel()
            .Select(system => (system, Bootstrap.Compare(system.Bleu, greedy.Bleu, new SplitMix64(seed))))
            .ToDictionary();
        var intervals = systems.AsParallel()
            .Select(system => (system.Name, Bootstrap.Interval(system.Bleu, new SplitMix64(seed))))
            .ToDictionary();
        var near = setting.Longer ? Long : Distilled;
        return Result(
            context,
            [
                .. setting.Least is null
                ? []
                : new[] { _claims.JudgeBaseline(greedy, whole ? 0 : 2 * QualityClaims.StandardError(intervals[greedy.Name])) },
                Lacking(context, near, Raw) is { } lacksNear
                    ? ClaimVerdict.Skipped(_claims.Close.Id, lacksNear)
                    : _claims.JudgeClose(bySteps[near], bySteps[Raw][1], system => toGreedy[system], whole),
                Lacking(context, Distilled, Raw) is { } lacksPair
                    ? ClaimVerdict.Skipped(_claims.Distilled.Id, lacksPair)
                    : _claims.JudgeDistilled(bySteps[Distilled][1], bySteps[Raw][1], seed),
            ],
            [
                .. systems.Select(Bleu),
                .. systems.Select(system =>
                    new Metric($"chrf.{system.Name}", system.Chrf.Score(), "chrF", null, Tolerance.Absolute(0.3), ClaimsOf(system))),
            ],
            [QualityTable(test, systems, intervals, toGreedy)]);

        // The systems of one model form a curve over the iterations; those of the baseline are single points.
        Metric Bleu(SystemOutput system)
        {
            var error = QualityClaims.StandardError(intervals[system.Name]);
            var metric = new Metric($"bleu.{system.Name}", system.Bleu.Score(), "BLEU", error, Tolerance.Absolute(0.3), ClaimsOf(system));
            var curves = there.SelectMany(
                model => bySteps[model.Model], (model, output) => (model.Label, Steps: output.Key, System: output.Value));
            return curves.FirstOrDefault(point => point.System == system) is { Label: { } label, Steps: var steps }
                ? metric.On("bleu", label, steps)
                : metric;
        }

        // Null, which stands for all claims, for the baseline's systems.
        string[]? ClaimsOf(SystemOutput system) =>
            bySteps.FirstOrDefault(model => model.Value.ContainsValue(system)).Key is not { } model ? null
            :
        [
            .. model == near || model == Raw ? [_claims.Close.Id] : Array.Empty<string>(),
            .. model == Distilled || model == Raw ? [_claims.Distilled.Id] : Array.Empty<string>(),
        ];
    }

    private string? Lacking(ExperimentContext context, params string[] models) =>
        context.Inputs.Lacking([Input.Corpus(setting.Corpus), .. models.Select(Input.Checkpoint)]);

    private Table QualityTable(
        TestSet test,
        SystemOutput[] systems,
        Dictionary<string,
        ConfidenceInterval> intervals,
        Dictionary<SystemOutput,
        PairedComparison> toGreedy) => new(
        Id,
        $"{setting.Title} {test.Split.Replace("_", "\\_")}, {setting.Arrow}, {Format.Number(test.Sources.Count)} sentences. BLEU with its "
        + "95 % bootstrap interval, chrF, the difference of BLEU to greedy autoregressive decoding with its $p$ (paired bootstrap), and "
        + "the length of the output over the reference's, in words. "
        + (setting.Longer ? "Longer: as many updates again, on the teacher's translations by beam. " : "")
        + $"{Signature(systems[0].Bleu)}; "
        + $"{Signature(systems[0].Chrf)}. COMET and BLEURT: not computed.",
        ["system", "BLEU", "95 %", "chrF", "to greedy", "p", "length"],
        [
            .. systems.Select(system => (IReadOnlyList<string>)
            [
                system.Label,
                Format.Fixed(system.Bleu.Score(), 1),
                $"{Format.Fixed(intervals[system.Name].Lower, 1)}–{Format.Fixed(intervals[system.Name].Upper, 1)}",
                Format.Fixed(system.Chrf.Score(), 1),
                toGreedy.TryGetValue(system, out var difference)
                    ? difference.Difference.Value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)
                    : "",
                toGreedy.TryGetValue(system, out var tested) ? tested.PValue.ToString("0.000", CultureInfo.InvariantCulture) : "",
                ((double)system.Breakdown.HypothesisLength / system.Breakdown.ReferenceLength)
                    .ToString("0.00", CultureInfo.InvariantCulture),
            ]),
        ]);

    private static string Signature(CorpusStatistics statistics) => $"{statistics.Metric.Name} `{statistics.Signature}`";

    private int Every(Profile profile) => profile == Profile.Full ? 1 : setting.Every;

    private static int Sentences(Profile profile) => profile == Profile.Smoke ? 200 : int.MaxValue;
}

/// <summary>Table 1, image captions, English to German.</summary>
public sealed class QualityEnDe() : QualityBySteps(new QualitySetting("multi30k", "Multi30k", "en-de", "en-de", "a", 36, Longer: true));

/// <summary>Table 1, image captions, German to English.</summary>
public sealed class QualityDeEn() : QualityBySteps(new QualitySetting("multi30k", "Multi30k", "de-en", "de-en", "b", 38));

/// <summary>Table 1, sentences many of which have several translations.</summary>
public sealed class QualityTatoeba() : QualityBySteps(
    new QualitySetting("tatoeba-en-de", "Tatoeba", "en-de", "tatoeba", "c", null, Every: 10));

/// <summary>Table 1, Romanian to English.</summary>
public sealed class QualityRoSts() : QualityBySteps(new QualitySetting("ro-sts", "RO-STS", "ro-en", "ro-sts", "d", null, Every: 5));
