namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// Writes a meaning in the target language, given the translator's choices:
/// [vocative] main clause [connective other clause], or [vocative] connective other clause [resumptive] main clause, with a clause
/// [time] subject [place postposition] [object] [preverb] verb auxiliary: verb-final. Determiners agree with their noun in gender, number
/// and case, adjectives in gender and number, the pronoun with what it stands for, auxiliaries with the subject's number.
/// </summary>
internal sealed class TargetWriter(Lexicon lexicon, TargetForms forms)
{
    /// <summary>Writes the tokens and returns their number.</summary>
    public int Write(Meaning meaning, Choices choices, Span<int> tokens)
    {
        var n = 0;
        if (meaning.Vocative is { } vocative)
        {
            tokens[n++] = lexicon.Vocatives[vocative];
        }

        if (meaning.Other is null)
        {
            return n + WriteMain(meaning, choices, tokens[n..]);
        }

        var connective = lexicon.Connectives[meaning.Connective!.Value];
        if (!choices.HasFlag(Choices.OtherFirst))
        {
            n += WriteMain(meaning, choices, tokens[n..]);
            tokens[n++] = connective.Word;
            return n + WriteOther(meaning, choices, tokens[n..]);
        }

        tokens[n++] = connective.Word;
        n += WriteOther(meaning, choices, tokens[n..]);
        if (connective.Resumptive)
        {
            tokens[n++] = forms.Resumptive;
        }

        return n + WriteMain(meaning, choices, tokens[n..]);
    }

    private int WriteMain(Meaning meaning, Choices choices, Span<int> tokens)
    {
        var n = 0;
        var (clause, subject) = (meaning.Main, meaning.Main.Subject!.Value);
        if (meaning.Time is { } time)
        {
            tokens[n++] = lexicon.Times[time];
        }

        n += WriteNoun(subject, Animal(subject, choices, Choices.MainSubject), GrammaticalCase.Nominative, tokens[n..]);
        if (clause.Place is { } place)
        {
            n += WriteNoun(place.Noun, lexicon.Places[place.Noun.Noun].First, GrammaticalCase.Dative, tokens[n..]);
            tokens[n++] = lexicon.Postpositions[place.Preposition];
        }

        return n + WritePredicate(meaning, clause, choices, Choices.MainObject, Choices.MainVerb, tokens[n..]);
    }

    private int WriteOther(Meaning meaning, Choices choices, Span<int> tokens)
    {
        var n = 0;
        var clause = meaning.Other!;
        if (clause.Subject is { } subject)
        {
            n += WriteNoun(subject, Animal(subject, choices, Choices.OtherSubject), GrammaticalCase.Nominative, tokens);
        }
        else
        {
            var noun = meaning.Main.Subject!.Value;
            tokens[n++] = forms.Pronouns[(int)Animal(noun, choices, Choices.MainSubject).Gender, noun.Plural ? 1 : 0];
        }

        return n + WritePredicate(meaning, clause, choices, Choices.OtherObject, Choices.OtherVerb, tokens[n..]);
    }

    private int WritePredicate(Meaning meaning, Clause clause, Choices choices, Choices objectFlag, Choices verbFlag, Span<int> tokens)
    {
        var n = 0;
        var verb = Verb(clause.Verb).Lemma(choices.HasFlag(verbFlag));
        if (clause.Object is { } @object)
        {
            n += WriteNoun(@object, Animal(@object, choices, objectFlag), verb.ObjectCase, tokens);
        }

        if (verb.Preverb is { } preverb)
        {
            tokens[n++] = preverb;
        }

        var formal = choices.HasFlag(Choices.Formal);
        tokens[n++] = formal ? verb.Formal : verb.Plain;
        tokens[n++] = forms.Auxiliaries[verb.AuxiliaryClass, meaning.Past ? 1 : 0, meaning.SubjectIsPlural(clause) ? 1 : 0, formal ? 1 : 0];
        return n;
    }

    private int WriteNoun(NounPhrase phrase, NounLemma noun, GrammaticalCase @case, Span<int> tokens)
    {
        var (n, gender, plural) = (0, (int)noun.Gender, phrase.Plural ? 1 : 0);
        tokens[n++] = forms.Determiners[phrase.Determiner, gender, plural, (int)@case];
        if (phrase.Adjective is { } adjective)
        {
            tokens[n++] = forms.Adjectives[adjective, gender, plural];
        }

        tokens[n++] = phrase.Plural ? noun.Plural : noun.Singular;
        return n;
    }

    private NounLemma Animal(NounPhrase phrase, Choices choices, Choices flag) => lexicon.Animals[phrase.Noun].Lemma(choices.HasFlag(flag));

    private Entry<VerbLemma> Verb(VerbMeaning verb) => (verb.Transitive ? lexicon.Transitive : lexicon.Intransitive)[verb.Index];
}
