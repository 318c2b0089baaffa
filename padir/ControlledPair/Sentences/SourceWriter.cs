namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// Writes a meaning as an English source:
/// [vocative] [time] subject verb [object] [preposition place] [connective subject verb [object]], each noun phrase
/// determiner [adjective] noun. Verbs agree in number with their subject; the tense is one for the sentence.
/// </summary>
internal sealed class SourceWriter(SourceWords words)
{
    /// <summary>Writes the tokens and returns their number.</summary>
    public int Write(Meaning meaning, Span<int> tokens)
    {
        var n = 0;
        if (meaning.Vocative is { } vocative)
        {
            tokens[n++] = words.Vocatives[vocative];
        }

        if (meaning.Time is { } time)
        {
            tokens[n++] = words.Times[time];
        }

        n += WriteClause(meaning, meaning.Main, tokens[n..]);
        if (meaning.Other is not null)
        {
            tokens[n++] = words.Connectives[meaning.Connective!.Value];
            n += WriteClause(meaning, meaning.Other, tokens[n..]);
        }

        return n;
    }

    private int WriteClause(Meaning meaning, Clause clause, Span<int> tokens)
    {
        var plural = meaning.SubjectIsPlural(clause) ? 1 : 0;
        var n = 0;
        if (clause.Subject is { } subject)
        {
            n += WriteNoun(subject, words.Animals, tokens);
        }
        else
        {
            tokens[n++] = words.Pronoun[plural];
        }

        tokens[n++] = words.Verbs(clause.Verb.Transitive)[clause.Verb.Index][meaning.Past ? SourceWords.Past : plural];
        if (clause.Object is { } @object)
        {
            n += WriteNoun(@object, words.Animals, tokens[n..]);
        }

        if (clause.Place is { } place)
        {
            tokens[n++] = words.Prepositions[place.Preposition];
            n += WriteNoun(place.Noun, words.Places, tokens[n..]);
        }

        return n;
    }

    private int WriteNoun(NounPhrase phrase, int[][] nouns, Span<int> tokens)
    {
        var (n, plural) = (0, phrase.Plural ? 1 : 0);
        tokens[n++] = words.Determiners[phrase.Determiner][plural];
        if (phrase.Adjective is { } adjective)
        {
            tokens[n++] = words.Adjectives[adjective];
        }

        tokens[n++] = nouns[phrase.Noun][plural];
        return n;
    }
}
