namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Sentences to translate, with one human translation of each.</summary>
/// <param name="Corpus">A corpus of the catalogue.</param>
/// <param name="Split">The name of the test set in the corpus.</param>
/// <param name="Direction">The direction, for example en-de.</param>
/// <param name="Sources">The source texts.</param>
/// <param name="References">The translation of each source.</param>
internal sealed record TestSet(
    string Corpus, string Split, string Direction, IReadOnlyList<string> Sources, IReadOnlyList<string> References)
{
    /// <summary>Sentences of a corpus's test set, or of another split.</summary>
    /// <param name="inputs">The store of the corpus.</param>
    /// <param name="corpus">The name of the corpus.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="sentences">The largest number of sentences.</param>
    /// <param name="split">The split.</param>
    /// <param name="every">With 2, every second sentence is taken, beginning with the first.</param>
    public static TestSet Of(InputStore inputs, string corpus, string direction, int sentences, string split = "test", int every = 1)
    {
        var text = inputs.Text(corpus, split, direction);
        var pairs = text.Pairs.Where((_, i) => i % every == 0).Take(sentences).ToArray();
        return new TestSet(corpus, text.Split, direction, [.. pairs.Select(pair => pair.Source)], [.. pairs.Select(pair => pair.Target)]);
    }
}
