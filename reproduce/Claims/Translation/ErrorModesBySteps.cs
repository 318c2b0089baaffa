using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Table 4: the errors typical of parallel decoding, by steps, on raw and on distilled targets, Multi30k en→de.</summary>
public sealed class ErrorModesBySteps : Experiment
{
    private const string Corpus = "multi30k";
    private const string Direction = "en-de";
    private const string Teacher = "ar-en-de";
    private const string Distilled = "padir-en-de";
    private const string Raw = "padir-raw-en-de";
    private const int Examples = 10;
    private const int Shown = 4;
    private const double Significant = 0.05;

    private static readonly Claim Iterations = new(
        "stutter-falls",
        "T41",
        "Stutter falls with iterations",
        Origin.Reconstructed,
        "the paper's error analysis; our wording",
        "PaDIR repeats fewer words in 4 iterations than in 1, and fewer in 10 than in 1, whether trained on "
        + "raw or on distilled targets: $p < 0.05$ each.",
        "The share of words equal to their left neighbour on the same sentences; $p$ from the paired bootstrap, 1,000 resamples. The "
        + "margin is $0.05 - p$; a difference of the other sign counts as $p = 1$.",
        "The same comparisons reversed.");

    private static readonly Claim Distillation = new(
        "stutter-distilled",
        "T42",
        "Stutter falls from raw to distilled targets",
        Origin.Reconstructed,
        "the paper's error analysis; our wording",
        "In 1 iteration PaDIR trained on distilled targets repeats fewer words than the same model trained on raw ones: $p < 0.05$.",
        "As in the claim before.",
        "The same comparison reversed.");

    public override string Id => "error-modes";

    public override string Title => "Error modes, Multi30k en→de";

    public override IReadOnlyList<Claim> Claims => [Iterations, Distillation];

    public override IReadOnlyList<Input> Inputs(Profile profile) =>
        [Input.Corpus(Corpus), Input.Checkpoint(Teacher), Input.Checkpoint(Distilled), Input.Checkpoint(Raw)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sentences"] = Sentences(profile) == int.MaxValue ? "all" : Sentences(profile).ToString(CultureInfo.InvariantCulture),
        ["iterations"] = string.Join(' ', HeadlineDecoding.Steps),
        ["dropped-in-references"] = DroppedContent.UsualShare.ToString(CultureInfo.InvariantCulture),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if (context.Inputs.Lacking(Inputs(context.Profile)) is { } lacking)
        {
            return Result(context, [.. Claims.Select(claim => ClaimVerdict.Skipped(claim.Id, lacking))], []);
        }

        var test = TestSet.Of(context.Inputs, Corpus, Direction, Sentences(context.Profile));
        var translator = new CheckpointTranslator(context, test);
        var greedy = translator.Autoregressive(Teacher, 1);
        var distilled = translator.BySteps(Distilled, "padir", "PaDIR, distilled");
        context.Report(0.4);
        var raw = translator.BySteps(Raw, "padir-raw", "PaDIR, raw");
        context.Report(0.7);
        var dropped = DroppedWords.Of(context.Inputs, Corpus, Direction);
        context.Report(0.9);

        var seed = (long)context.Stream("error-modes/bootstrap", 0).NextBits();
        SystemOutput[] systems = [greedy, .. distilled.Values, .. raw.Values];
        (SystemOutput More, SystemOutput Less)[] falls =
        [
            (distilled[1], distilled[4]), (distilled[1], distilled[10]), (raw[1], raw[4]), (raw[1], raw[10]),
        ];
        var codec = TokenCodec.Of(context.Inputs.Describe(Distilled));
        return Result(
            context,
            [Judge(Iterations, falls, seed), Judge(Distillation, [(raw[1], distilled[1])], seed)],
            [
                .. systems.Select(system =>
                    new Metric($"stutter.{system.Name}", Modes(system, test).Stutter.TokenShare, "", null, Tolerance.Absolute(0.01))),
                .. systems.Select(system =>
                    new Metric(
                        $"dropped.{system.Name}",
                        dropped.Measure(test.Sources, system.Texts).TokenShare,
                        "",
                        null,
                        Tolerance.Absolute(0.02))),
                .. systems.Select(system =>
                    new Metric($"length-error.{system.Name}", Modes(system, test).Length.Mean, "words", null, Tolerance.Absolute(0.2))),
            ],
            [Errors(test, systems, dropped), TypicalErrors.Of(test, distilled[Shown], codec, dropped, Examples)]);
    }

    private static ClaimVerdict Judge(Claim claim, (SystemOutput More, SystemOutput Less)[] pairs, long seed)
    {
        return ClaimVerdict.Of(claim.Id, Compare(pairs), Compare(pairs.Select(pair => (pair.Less, pair.More))));

        Outcome Compare(IEnumerable<(SystemOutput More, SystemOutput Less)> compared) => MarginLedger.Of(
            0,
            "the level is the tolerance",
            from pair in compared
            let more = Stutter(pair.More)
            let less = Stutter(pair.Less)
            let comparison = Bootstrap.Compare(less, more, new SplitMix64(seed))
            let p = comparison.Difference.Value < 0 ? comparison.PValue : 1
            select (
                Significant - p,
                FormattableString.Invariant(
                    $"{pair.More.Label}: {more.Score():0.0} %; {pair.Less.Label}: {less.Score():0.0} %; p = {p:0.000}")));
    }

    private static CorpusStatistics Stutter(SystemOutput system) => new RepeatShare().Evaluate(system.Texts, system.References);

    private static ErrorModes Modes(SystemOutput system, TestSet test) => ErrorModes.Measure(
        [.. system.Texts.Select(text => BleuTokenizer.Mteval13a.Split(text))],
        [
            .. test.References.Select(text => (IReadOnlyList<string>)BleuTokenizer.Mteval13a.Split(text)),
        ]);

    private static Table Errors(TestSet test, SystemOutput[] systems, DroppedWords dropped) => new(
        "error-modes",
        $"Errors in words, {test.Sources.Count.ToString(CultureInfo.InvariantCulture)} sentences: the share of words, and of sentences "
        + "with one, that stutter; that complete a repeat of two or of three words; the length of the output less the reference's; and the "
        + "share of source words that the output drops, by a lexical model by which references drop "
        + $"{(100 * DroppedContent.UsualShare).ToString(CultureInfo.InvariantCulture)} %.",
        ["system", "stutter %", "sentences %", "2-gram %", "3-gram %", "length", "|length|", "dropped %"],
        [
            .. systems.Select(system =>
            {
                var modes = Modes(system, test);
                return (IReadOnlyList<string>)
                [
                    system.Label, Format.Percent(modes.Stutter.TokenShare, 1), Format.Percent(
                        modes.Stutter.SentenceShare, 1), Format.Percent(
                        modes.BigramRepeats.TokenShare, 1), Format.Percent(
                        modes.TrigramRepeats.TokenShare, 1),
                    modes.Length.Mean.ToString(
                        "+0.00;-0.00;0.00",
                        CultureInfo.InvariantCulture), modes.Length.MeanAbsolute.ToString("0.00", CultureInfo.InvariantCulture),
                    Format.Percent(dropped.Measure(test.Sources, system.Texts).TokenShare, 1),
                ];
            }),
        ]);

    private static int Sentences(Profile profile) => profile == Profile.Smoke ? 200 : int.MaxValue;
}
