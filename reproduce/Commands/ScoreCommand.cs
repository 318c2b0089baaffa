using System.CommandLine;
using Gmlm.Padir.Metrics;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary><c>score</c>: BLEU, chrF or chrF++ of translations in a file, with the signature that says how.</summary>
internal static class ScoreCommand
{
    private static readonly string[] Metrics = ["bleu", "chrf", "chrf++"];

    private static readonly Option<string> Hypotheses = new("--hypotheses") { Description = "the translations, one a line, UTF-8", Required = true, HelpName = "FILE" };

    private static readonly Option<string[]> References = new("--references")
    {
        Description = "the reference translations, line by line; several files are several references for each line, an empty line is none",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        HelpName = "FILE",
    };

    private static readonly Option<string> Metric = new("--metric") { Description = string.Join(", ", Metrics), DefaultValueFactory = _ => "bleu", HelpName = "NAME" };

    private static readonly Option<string> Tokenize = new("--tokenize")
    {
        Description = $"{string.Join(", ", BleuTokenizers.Names)}; for BLEU, chrF has no tokens",
        DefaultValueFactory = _ => "13a",
        HelpName = "NAME",
    };

    private static readonly Option<bool> Lowercase = new("--lowercase") { Description = "ignore case" };
    private static readonly Option<bool> Sentence = new("--sentence") { Description = "score every sentence by itself, BLEU with effective order" };
    private static readonly Option<bool> Json = new("--json") { Description = "all digits, as {\"score\": …, \"signature\": …}" };

    public static Command Create()
    {
        var command = new Command("score", "Score translations: BLEU, chrF, chrF++ as sacreBLEU computes them") { Hypotheses, References, Metric, Tokenize, Lowercase, Sentence, Json };
        command.SetAction(parse => Console.Out.Write(Execute(parse)));
        return command;
    }

    private static string Execute(ParseResult parse)
    {
        var metric = Choose(parse);
        var hypotheses = SentenceFile.Read(parse.GetValue(Hypotheses)!);
        SentenceFile[] references = [.. parse.GetValue(References)!.Select(SentenceFile.Read)];
        Match(hypotheses, references);
        var statistics = metric.Evaluate(hypotheses.Sentences, [.. references.Select(file => file.Sentences)]);
        return (parse.GetValue(Sentence), parse.GetValue(Json)) switch
        {
            (false, true) => LineJson.Write(new { Score = statistics.Score(), statistics.Signature }),
            (false, false) => FormattableString.Invariant($"{metric.Name}|{statistics.Signature} = {statistics.Score():F2}{Details(statistics)}\n"),
            (true, true) => LineJson.Write(new { Scores = statistics.SentenceScores(), statistics.Signature }),
            (true, false) => string.Concat(statistics.SentenceScores().Select(score => FormattableString.Invariant($"{metric.Name}|{statistics.Signature} = {score:F2}\n"))),
        };
    }

    private static TextMetric Choose(ParseResult parse)
    {
        var lowercase = parse.GetValue(Lowercase);
        var tokenizer = (BleuTokenizer)OneOf("--tokenize", parse.GetValue(Tokenize)!, "tokenizer", BleuTokenizers.Names);
        return OneOf("--metric", parse.GetValue(Metric)!, "metric", Metrics) switch
        {
            0 => new Bleu(tokenizer, lowercase, effectiveOrder: parse.GetValue(Sentence)),
            1 => new Chrf(lowercase: lowercase),
            _ => new Chrf(Chrf.PlusPlusOrder, lowercase),
        };
    }

    private static int OneOf(string option, string text, string kind, IReadOnlyList<string> names) => names.ToList().IndexOf(text) is >= 0 and var index
        ? index
        : throw UserError.Usage($"{option}: '{text}' is not a {kind}; choose one of {string.Join(", ", names)}");

    private static void Match(SentenceFile hypotheses, IReadOnlyList<SentenceFile> references)
    {
        if (references.FirstOrDefault(file => file.Sentences.Count != hypotheses.Sentences.Count) is { } other)
        {
            throw UserError.Usage($"{hypotheses.Path} has {Lines(hypotheses)} but {other.Path} has {Lines(other)}; they must go together line by line");
        }

        for (var i = 0; i < hypotheses.Sentences.Count; i++)
        {
            if (references.All(file => file.Sentences[i].Length == 0))
            {
                throw UserError.Usage($"{string.Join(", ", references.Select(file => file.Path))}, line {i + 1}: there is no reference; every line needs one");
            }
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
        return FormattableString.Invariant($" {precisions} (BP = {bleu.BrevityPenalty:F3} ratio = {ratio:F3} hyp_len = {bleu.HypothesisLength} ref_len = {bleu.ReferenceLength})");
    }
}
