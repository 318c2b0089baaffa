using System.Globalization;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>Table 1: translation quality by decoding steps on Multi30k, one direction.</summary>
public abstract class QualityBySteps(string direction, string letter, double least) : Experiment
{
    /// <summary>The corpus.</summary>
    public const string Corpus = "multi30k";

    private const int Beam = 5;

    private readonly QualityClaims _claims = new(direction, letter, least);

    /// <inheritdoc/>
    public override string Id => $"quality-{direction}";

    /// <inheritdoc/>
    public override string Title => $"Quality by decoding steps, Multi30k {direction.Replace("-", "→")}";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => _claims.All;

    private string Teacher => $"ar-{direction}";

    private string Distilled => $"padir-{direction}";

    private string Raw => $"padir-raw-{direction}";

    /// <inheritdoc/>
    public override IReadOnlyList<Input> Inputs(Profile profile) => [Input.Corpus(Corpus), Input.Checkpoint(Teacher), Input.Checkpoint(Distilled), Input.Checkpoint(Raw)];

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

        var test = TestSet.Of(context.Inputs, Corpus, direction, Sentences(context.Profile));
        var translator = new Translator(context, test);
        var greedy = translator.Autoregressive(Teacher, 1);
        context.Report(0.1);
        var beam = translator.Autoregressive(Teacher, Beam);
        context.Report(0.3);
        var distilled = lacksDistilled is null ? translator.BySteps(Distilled, "padir", "PaDIR, distilled") : [];
        context.Report(0.6);
        var raw = lacksRaw is null ? translator.BySteps(Raw, "padir-raw", "PaDIR, raw") : [];
        context.Report(0.9);

        var seed = (long)context.Stream($"{Id}/bootstrap").NextBits();
        var whole = Sentences(context.Profile) == int.MaxValue;
        SystemOutput[] systems = [greedy, beam, .. distilled.Values, .. raw.Values];
        var toGreedy = systems.Skip(1).ToDictionary(system => system, system => Bootstrap.Compare(system.Bleu, greedy.Bleu, new CandidateRandom(seed)));
        var intervals = systems.ToDictionary(system => system.Name, system => Bootstrap.Interval(system.Bleu, new CandidateRandom(seed)));
        var lacking = lacksDistilled ?? lacksRaw;
        return Result(
            context,
            [
                _claims.JudgeBaseline(greedy, whole ? 0 : 2 * QualityClaims.StandardError(intervals[greedy.Name])),
                lacking is null ? _claims.JudgeClose(distilled, raw[1], system => toGreedy[system], whole) : Verdicts.Skipped(_claims.Close.Id, lacking),
                lacking is null ? _claims.JudgeDistilled(distilled[1], raw[1], seed) : Verdicts.Skipped(_claims.Distilled.Id, lacking),
            ],
            [
                .. systems.Select(system => new Metric($"bleu.{system.Name}", system.Bleu.Score(), "BLEU", QualityClaims.StandardError(intervals[system.Name]), Tolerance.Absolute(0.3))),
                .. systems.Select(system => new Metric($"chrf.{system.Name}", system.Chrf.Score(), "chrF", null, Tolerance.Absolute(0.3))),
            ],
            [QualityTable(test, systems, intervals, toGreedy)]);
    }

    private static string? Lacking(ExperimentContext context, string model) => context.Inputs.Lacking(Input.Corpus(Corpus), Input.Checkpoint(model));

    private ExperimentResult Result(ExperimentContext context, ClaimVerdict[] verdicts, Metric[] metrics, Table[] tables) =>
        new(Id, context.Profile.Name(), context.Seed, Parameters(context.Profile), verdicts, metrics, [], tables);

    private Table QualityTable(TestSet test, SystemOutput[] systems, Dictionary<string, ConfidenceInterval> intervals, Dictionary<SystemOutput, PairedComparison> toGreedy) => new(
        Id,
        $"Multi30k {test.Split.Replace("_", "\\_")}, {direction.Replace("-", "→")}, {Text(test.Sources.Count)} sentences. BLEU with its 95 % bootstrap interval, chrF, the difference of BLEU to greedy autoregressive decoding with its "
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

/// <summary>Table 1, English to German.</summary>
public sealed class QualityEnDe() : QualityBySteps("en-de", "a", 36);

/// <summary>Table 1, German to English.</summary>
public sealed class QualityDeEn() : QualityBySteps("de-en", "b", 38);
