namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Sentences to translate, and one human translation of each.</summary>
/// <param name="Corpus">A corpus of the catalogue.</param>
/// <param name="Split">Its test set's own name.</param>
/// <param name="Direction">For example en-de.</param>
/// <param name="Sources">Texts.</param>
/// <param name="References">Texts, as many.</param>
internal sealed record TestSet(string Corpus, string Split, string Direction, IReadOnlyList<string> Sources, IReadOnlyList<string> References)
{
    /// <summary>Sentences of a corpus's test set, or of another split.</summary>
    /// <param name="inputs">Has the corpus.</param>
    /// <param name="corpus">Its name.</param>
    /// <param name="direction">From which language into which.</param>
    /// <param name="sentences">How many, at most.</param>
    /// <param name="split">Which split.</param>
    /// <param name="every">2 takes every second sentence, from the first on.</param>
    public static TestSet Of(InputStore inputs, string corpus, string direction, int sentences, string split = "test", int every = 1)
    {
        var text = inputs.Text(corpus, split, direction);
        var pairs = text.Pairs.Where((_, i) => i % every == 0).Take(sentences).ToArray();
        return new TestSet(corpus, text.Split, direction, [.. pairs.Select(pair => pair.Source)], [.. pairs.Select(pair => pair.Target)]);
    }
}
