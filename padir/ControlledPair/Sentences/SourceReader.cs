namespace Gmlm.Padir.ControlledPair;

/// <summary>Parses a source from left to right; each token determines what can follow.</summary>
internal sealed class SourceReader(SourceWords words, SourceWriter writer)
{
    private const int NotThere = -1;

    /// <summary>
    /// Returns the meaning of tokens; null if they are not a sentence of the language. Agreement is checked at the end: the meaning must be
    /// written as the same tokens.
    /// </summary>
    public Meaning? Read(ReadOnlySpan<int> tokens)
    {
        if (ReadMeaning(tokens) is not { } meaning)
        {
            return null;
        }

        Span<int> written = stackalloc int[FrameTable.LongestSentence];
        return Frame.Of(meaning).SourceLength == tokens.Length && tokens.Length <= written.Length
            && written[..writer.Write(meaning, written)].SequenceEqual(tokens) ? meaning : null;
    }

    private Meaning? ReadMeaning(ReadOnlySpan<int> tokens)
    {
        int? vocative = Take(ref tokens, words.Vocatives), time = Take(ref tokens, words.Times);
        if (ReadClause(ref tokens, true, out var past) is not { } main)
        {
            return null;
        }

        if (tokens.IsEmpty)
        {
            return new Meaning(vocative, time, past, main, null, null);
        }

        return Take(ref tokens, words.Connectives) is { } connective && ReadClause(ref tokens, false, out _) is { } other && tokens.IsEmpty
            ? new Meaning(vocative, time, past, main, connective, other)
            : null;
    }

    private Clause? ReadClause(ref ReadOnlySpan<int> tokens, bool main, out bool past)
    {
        past = false;
        var subject = ReadNoun(ref tokens, words.Animals);
        if (subject is null && (main || Take(ref tokens, words.Pronoun) is null))
        {
            return null;
        }

        if (tokens.IsEmpty || ReadVerb(tokens[0], out past) is not { } verb)
        {
            return null;
        }

        tokens = tokens[1..];
        var @object = verb.Transitive ? ReadNoun(ref tokens, words.Animals) : null;
        if (verb.Transitive && @object is null)
        {
            return null;
        }

        if (!main || Take(ref tokens, words.Prepositions) is not { } preposition)
        {
            return new Clause(subject, verb, @object, null);
        }

        return ReadNoun(ref tokens, words.Places) is { } place
            ? new Clause(subject, verb, @object, new PlacePhrase(preposition, place))
            : null;
    }

    // The noun determines the number, since "the" is singular and plural.
    private NounPhrase? ReadNoun(ref ReadOnlySpan<int> tokens, int[][] nouns)
    {
        if (tokens.IsEmpty || FormOf(words.Determiners, tokens[0]).Item is not { } determiner)
        {
            return null;
        }

        tokens = tokens[1..];
        var adjective = Take(ref tokens, words.Adjectives);
        if (tokens.IsEmpty || FormOf(nouns, tokens[0]) is not { Item: { } noun } found)
        {
            return null;
        }

        tokens = tokens[1..];
        return new NounPhrase(determiner, found.Form == 1, adjective, noun);
    }

    private VerbMeaning? ReadVerb(int token, out bool past)
    {
        foreach (var transitive in new[] { true, false })
        {
            var (item, form) = FormOf(words.Verbs(transitive), token);
            if (item is { } index)
            {
                past = form == SourceWords.Past;
                return new VerbMeaning(transitive, index);
            }
        }

        past = false;
        return null;
    }

    private static (int? Item, int Form) FormOf(int[][] items, int token)
    {
        for (var item = 0; item < items.Length; item++)
        {
            var form = Array.IndexOf(items[item], token);
            if (form >= 0)
            {
                return (item, form);
            }
        }

        return (null, NotThere);
    }

    private static int? Take(ref ReadOnlySpan<int> tokens, int[] words)
    {
        var index = tokens.IsEmpty ? NotThere : Array.IndexOf(words, tokens[0]);
        if (index == NotThere)
        {
            return null;
        }

        tokens = tokens[1..];
        return index;
    }
}
