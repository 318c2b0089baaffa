using System.CommandLine;
using Gmlm.Padir.Metrics;
using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary><c>score</c>: BLEU, chrF or chrF++ of the translations in a file, with the signature of the settings.</summary>
internal static class ScoreCommand
{
    private const string Description =
        $"Score translations: BLEU, chrF, chrF++ as the command line of sacreBLEU {TextMetric.SacreBleuVersion} does. A line ends " +
        "with LF alone. A byte-order mark counts as a character of the first line, as in sacreBLEU; a warning names the file. Unlike " +
        "sacreBLEU, it refuses a NUL, a line of more than a mebibyte, a .gz file with zeros after its end, and one that grows to more " +
        "than a hundred times its size.";

    private static readonly string[] Metrics = ["bleu", "chrf", "chrf++"];

    private static readonly Option<string> Hypotheses = new("--hypotheses")
    {
        Description = "the translations, one a line, UTF-8; a file whose name ends in .gz is decompressed, here and below",
        Required = true,
        HelpName = "FILE",
    };

    private static readonly Option<string[]> References = new("--references")
    {
        Description = "the reference translations, line by line; several files are several references for each line, " +
            "and an empty line is a reference without words",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        HelpName = "FILE",
    };

    private static readonly Option<string> Metric = TypedOption.OneOf(
        "--metric", string.Join(", ", Metrics), "metric", Metrics.ToDictionary(name => name), "bleu");

    private static readonly Option<BleuTokenizer?> Tokenize = TypedOption.OneOf<BleuTokenizer?>(
        "--tokenize",
        $"{string.Join(", ", BleuTokenizers.Names)}; for BLEU, chrF has no tokens (default: {BleuTokenizer.Mteval13a.Name()})",
        "tokenizer",
        Enum.GetValues<BleuTokenizer>().ToDictionary(tokenizer => tokenizer.Name(), tokenizer => (BleuTokenizer?)tokenizer));

    private static readonly Option<bool> Lowercase = new("--lowercase") { Description = "ignore case" };
    private static readonly Option<bool> Sentence = new("--sentence")
    {
        Description = "score each sentence separately, BLEU with effective order",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "all digits, as {\"score\": …, \"signature\": …}" };

    public static Command Create()
    {
        var command = new Command("score", Description) { Hypotheses, References, Metric, Tokenize, Lowercase, Sentence, Json };
        command.SetAction(parse => Console.Out.Write(Execute(parse, Console.Error.WriteLine)));
        return command;
    }

    /// <summary>Returns the text for standard output. Warnings are passed to <paramref name="warn"/>.</summary>
    /// <exception cref="UserError">A file cannot be used, or the numbers of lines differ.</exception>
    internal static string Execute(ParseResult parse, Action<string> warn)
    {
        var metric = Choose(parse);
        var hypotheses = SentenceFile.Read(parse.GetValue(Hypotheses)!);
        SentenceFile[] references = [.. parse.GetValue(References)!.Select(SentenceFile.Read)];
        Match(hypotheses, references);
        foreach (var marked in references.Prepend(hypotheses).Where(file => file.HasMark))
        {
            warn($"{marked.Path} begins with a byte-order mark, which counts as a character, as in sacreBLEU; save the file without it");
        }

        var statistics = metric.Evaluate(hypotheses.Sentences, [.. references.Select(file => file.Sentences)]);
        return (parse.GetValue(Sentence), parse.GetValue(Json)) switch
        {
            (false, true) => LineJson.Write(new { Score = statistics.Score(), statistics.Signature }),
            (false, false) =>
                FormattableString.Invariant($"{metric.Name}|{statistics.Signature} = {statistics.Score():F2}{Details(statistics)}\n"),
            (true, true) => LineJson.Write(new { Scores = statistics.SentenceScores(), statistics.Signature }),
            (true, false) =>
                string.Concat(
                    statistics.SentenceScores()
                        .Select(score => FormattableString.Invariant($"{metric.Name}|{statistics.Signature} = {score:F2}\n"))),
        };
    }

    private static TextMetric Choose(ParseResult parse)
    {
        var lowercase = parse.GetValue(Lowercase);
        return parse.GetValue(Metric) switch
        {
            "bleu" =>
                new Bleu(
                    parse.GetValue(Tokenize)
                        ?? BleuTokenizer.Mteval13a, lowercase, effectiveOrder: parse.GetValue(Sentence)) { CountsEmptyReferences = true },
            "chrf" => new Chrf(lowercase: lowercase) { CountsEmptyReferences = true },
            _ => new Chrf(Chrf.PlusPlusOrder, lowercase) { CountsEmptyReferences = true },
        };
    }

    private static void Match(SentenceFile hypotheses, IReadOnlyList<SentenceFile> references)
    {
        if (references.FirstOrDefault(file => file.Sentences.Count != hypotheses.Sentences.Count) is { } other)
        {
            throw UserError.Usage(
                $"{hypotheses.Path} has {Lines(hypotheses)} but {other.Path} has {Lines(other)}; they must go together line by line");
        }
    }

    private static string Lines(SentenceFile file) => file.Sentences.Count == 1 ? "1 line" : $"{file.Sentences.Count} lines";

    private static string Details(CorpusStatistics statistics)
    {
        if (statistics.Metric is not Bleu)
        {
            return "";
        }

        var bleu = Bleu.Explain(statistics);
        var precisions = string.Join('/', bleu.Precisions.Select(precision => FormattableString.Invariant($"{precision:F1}")));
        var ratio = bleu.ReferenceLength == 0 ? 0 : (double)bleu.HypothesisLength / bleu.ReferenceLength;
        return string.Create(
            CultureInfo.InvariantCulture,
            $" {precisions} (BP = {bleu.BrevityPenalty:F3} ratio = {ratio:F3} "
            + $"hyp_len = {bleu.HypothesisLength} ref_len = {bleu.ReferenceLength})");
    }
}
