using Gmlm.Padir.Corpora;
using Gmlm.Padir.Metrics;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// Finds source words that outputs drop, by a lexical model of the training pairs. The validation references determine its threshold.
/// </summary>
internal sealed class DroppedWords
{
    private readonly LexicalModel<string> _model;
    private readonly double _threshold;

    private DroppedWords(ParallelText training, ParallelText validation)
    {
        _model = LexicalModel.Train(
            training.Pairs.Select(pair => ((IReadOnlyList<string>)Words(pair.Source), (IReadOnlyList<string>)Words(pair.Target))));
        _threshold = DroppedContent.Threshold(validation.Pairs.Select(pair => Evidence(pair.Source, pair.Target)));
    }

    /// <summary>The model of a corpus, trained once in a run.</summary>
    public static DroppedWords Of(InputStore inputs, string corpus, string direction) => inputs.Once(
        $"dropped words {direction}",
        [inputs.Checksum(Input.Corpus(corpus)) ?? corpus],
        () => new DroppedWords(inputs.Text(corpus, "train", direction), inputs.Text(corpus, "val", direction)));

    /// <summary>The share of source words that outputs drop.</summary>
    public ErrorRate Measure(IReadOnlyList<string> sources, IReadOnlyList<string> outputs) =>
        DroppedContent.Measure(sources.Zip(outputs, Evidence), _threshold);

    /// <summary>The words of one source that its output drops.</summary>
    public IReadOnlyList<string> Of(string source, string output)
    {
        var words = Words(source);
        return [.. DroppedContent.Positions(Evidence(source, output), _threshold).Select(i => words[i])];
    }

    private double?[] Evidence(string source, string target) =>
        _model.Evidence(Words(source), Words(target), isContent: LexicalModel.IsWord);

    private static string[] Words(string text) => BleuTokenizer.Mteval13a.Split(text);
}
