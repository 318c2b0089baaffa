using System.Globalization;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>A corpus and a direction whose quality is measured.</summary>
/// <param name="Corpus">Its name in the catalogue.</param>
/// <param name="Title">Its name.</param>
/// <param name="Direction">For example en-de.</param>
/// <param name="Name">Ends the names of the models and of the claims.</param>
/// <param name="Letter">Tells the claims apart in the report's order.</param>
/// <param name="Least">BLEU of the baseline, at least; null where no bound is known.</param>
public sealed record QualitySetting(string Corpus, string Title, string Direction, string Name, string Letter, double? Least)
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

    private readonly QualityClaims _claims = new(setting.Name, setting.Where, setting.Letter, setting.Least);

    /// <inheritdoc/>
    public override string Id => $"quality-{setting.Name}";

    /// <inheritdoc/>
    public override string Title => $"Quality by decoding steps, {setting.Where}";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => _claims.All;

    private string Teacher => $"ar-{setting.Name}";

    private string Distilled => $"padir-{setting.Name}";

    private string Raw => $"padir-raw-{setting.Name}";

    /// <inheritdoc/>
    public override IReadOnlyList<Input> Inputs(Profile profile) => [Input.Corpus(setting.Corpus), Input.Checkpoint(Teacher), Input.Checkpoint(Distilled), Input.Checkpoint(Raw)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sentences"] = Sentences(profile) == int.MaxValue ? "all" : Text(Sentences(profile)),
        ["iterations"] = string.Join(' ', HeadlineDecoding.Steps),
        ["beam"] = $"{Text(Beam)}, length penalty {Text(Translator.BeamAlpha)}",
        ["resamples"] = Text(Bootstrap.Resamples),
    };

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (lacksTeacher, lacksDistilled, lacksRaw) = (Lacking(context, Teacher), Lacking(context, Distilled), Lacking(context, Raw));
        if (lacksTeacher is not null)
        {
            return Result(context, [.. Claims.Select(claim => Verdicts.Skipped(claim.Id, lacksTeacher))], [], []);
        }

        var test = TestSet.Of(context.Inputs, setting.Corpus, setting.Direction, Sentences(context.Profile));
        var translator = new Translator(context, test);
        IReadOnlyList<Func<SystemOutput>>[] jobs =
        [
            [() => translator.Autoregressive(Teacher, Beam), () => translator.Autoregressive(Teacher, 1)],
            lacksDistilled is null ? translator.JobsBySteps(Distilled, "padir", "PaDIR, distilled") : [],
            lacksRaw is null ? translator.JobsBySteps(Raw, "padir-raw", "PaDIR, raw") : [],
        ];
        var outputs = SideBySide.Run([.. jobs.SelectMany(some => some)], share => context.Report(0.95 * share));
        var (beam, greedy) = (outputs[0], outputs[1]);
        Dictionary<int, SystemOutput> BySteps(IEnumerable<SystemOutput> systems) => HeadlineDecoding.Steps.Zip(systems).ToDictionary();
        var distilled = BySteps(outputs.Skip(2).Take(jobs[1].Count));
        var raw = BySteps(outputs.Skip(2 + jobs[1].Count));

        var seed = (long)context.Stream($"{Id}/bootstrap").NextBits();
        var whole = Sentences(context.Profile) == int.MaxValue;
        SystemOutput[] systems = [greedy, beam, .. distilled.Values, .. raw.Values];
        var toGreedy = systems.Skip(1).ToDictionary(system => system, system => Bootstrap.Compare(system.Bleu, greedy.Bleu, new CandidateRandom(seed)));
        var intervals = systems.ToDictionary(system => system.Name, system => Bootstrap.Interval(system.Bleu, new CandidateRandom(seed)));
        var lacking = lacksDistilled ?? lacksRaw;
        return Result(
            context,
            [
                .. setting.Least is null ? [] : new[] { _claims.JudgeBaseline(greedy, whole ? 0 : 2 * QualityClaims.StandardError(intervals[greedy.Name])) },
                lacking is null ? _claims.JudgeClose(distilled, raw[1], system => toGreedy[system], whole) : Verdicts.Skipped(_claims.Close.Id, lacking),
                lacking is null ? _claims.JudgeDistilled(distilled[1], raw[1], seed) : Verdicts.Skipped(_claims.Distilled.Id, lacking),
            ],
            [
                .. systems.Select(system => new Metric($"bleu.{system.Name}", system.Bleu.Score(), "BLEU", QualityClaims.StandardError(intervals[system.Name]), Tolerance.Absolute(0.3))),
                .. systems.Select(system => new Metric($"chrf.{system.Name}", system.Chrf.Score(), "chrF", null, Tolerance.Absolute(0.3))),
            ],
            [QualityTable(test, systems, intervals, toGreedy)]);
    }

    private string? Lacking(ExperimentContext context, string model) => context.Inputs.Lacking(Input.Corpus(setting.Corpus), Input.Checkpoint(model));

    private ExperimentResult Result(ExperimentContext context, ClaimVerdict[] verdicts, Metric[] metrics, Table[] tables) =>
        new(Id, context.Profile.Name(), context.Seed, Parameters(context.Profile), verdicts, metrics, [], tables);

    private Table QualityTable(TestSet test, SystemOutput[] systems, Dictionary<string, ConfidenceInterval> intervals, Dictionary<SystemOutput, PairedComparison> toGreedy) => new(
        Id,
        $"{setting.Title} {test.Split.Replace("_", "\\_")}, {setting.Arrow}, {Text(test.Sources.Count)} sentences. BLEU with its 95 % bootstrap interval, chrF, the difference of BLEU to greedy autoregressive decoding with its "
        + $"$p$ (paired bootstrap), and the length of the output over the reference's, in words. {Signature(systems[0].Bleu)}; {Signature(systems[0].Chrf)}. COMET and BLEURT: not computed.",
        ["system", "BLEU", "95 %", "chrF", "to greedy", "p", "length"],
        [
            .. systems.Select(system => (IReadOnlyList<string>)
            [
                system.Label,
                Tenths(system.Bleu.Score()),
                $"{Tenths(intervals[system.Name].Lower)}–{Tenths(intervals[system.Name].Upper)}",
                Tenths(system.Chrf.Score()),
                toGreedy.TryGetValue(system, out var difference) ? difference.Difference.Value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "",
                toGreedy.TryGetValue(system, out var tested) ? tested.PValue.ToString("0.000", CultureInfo.InvariantCulture) : "",
                ((double)system.Breakdown.HypothesisLength / system.Breakdown.ReferenceLength).ToString("0.00", CultureInfo.InvariantCulture),
            ]),
        ]);

    private static string Signature(CorpusStatistics statistics) => $"{statistics.Metric.Name} `{statistics.Signature}`";

    private static int Sentences(Profile profile) => profile == Profile.Smoke ? 200 : int.MaxValue;

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Table 1, captions, English to German.</summary>
public sealed class QualityEnDe() : QualityBySteps(new QualitySetting("multi30k", "Multi30k", "en-de", "en-de", "a", 36));

/// <summary>Table 1, captions, German to English.</summary>
public sealed class QualityDeEn() : QualityBySteps(new QualitySetting("multi30k", "Multi30k", "de-en", "de-en", "b", 38));

/// <summary>Table 1, sentences many of which have several translations.</summary>
public sealed class QualityTatoeba() : QualityBySteps(new QualitySetting("tatoeba-en-de", "Tatoeba", "en-de", "tatoeba", "c", null));

/// <summary>Table 1, Romanian to English.</summary>
public sealed class QualityRoSts() : QualityBySteps(new QualitySetting("ro-sts", "RO-STS", "ro-en", "ro-sts", "d", null));
