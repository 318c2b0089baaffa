using System.Text.RegularExpressions;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>Checks the grammar's rules on the target words themselves, independently of the code that writes them.</summary>
public class AgreementTests
{
    private static readonly Regex Determiner = new("^[lnk](?<gender>[oae])(?<plural>i?)(?<case>[ns]?)$");
    private static readonly Regex Auxiliary = new("^(?<class>[bz])(?<tense>[ao])(?<number>[rn])(?<formal>(te)?)$");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_translation_keeps_the_rules(ulong seed)
    {
        var grammar = new ControlledGrammar(seed);
        var random = new SplitMix64(seed);
        for (var i = 0; i < 1000; i++)
        {
            var meaning = grammar.SampleMeaning(random);
            var target = grammar.Vocabulary.Decode(grammar.SampleTarget(meaning, random)).Split(' ');
            var nouns = NounPhrases(grammar, target);
            var auxiliaries = target.Select(word => Auxiliary.Match(word)).Where(match => match.Success).ToList();
            var clauses = meaning.Other is null ? 1 : 2;

            Assert.All(nouns, Agrees);
            Assert.Equal(clauses, auxiliaries.Count);
            Assert.Matches(Auxiliary, target[^1]); // the auxiliary is always the last word of its clause
            Assert.All(auxiliaries, match => Assert.Equal(meaning.Past ? "o" : "a", match.Groups["tense"].Value));
            OneRegister(target, auxiliaries, meaning.Vocative);
            EveryClauseIsInOrder(meaning, target, nouns);
        }
    }

    [Fact]
    public void A_pronoun_has_the_gender_and_number_of_the_main_subject()
    {
        var source = Grammars.One.Vocabulary.Encode("friend some geese wait near this river because they sing");
        var seen = new HashSet<string>();
        foreach (var target in Grammars.One.Translations(source).Translations.Select(item => Grammars.One.Vocabulary.Decode([.. item.Tokens]).Split(' ')))
        {
            var pronoun = Assert.Single(target, word => Regex.IsMatch(word, "^d[oae]i?$"));
            var subject = target.First(word => Regex.IsMatch(word, "^n[oae]i$"));
            Assert.Equal(subject[1..], pronoun[1..]);
            seen.Add(pronoun);
        }

        Assert.Equal(2, seen.Count);
    }

    private sealed record Phrase(int Start, string Determiner, string? Adjective, string Noun, NounLemma Lemma, bool Plural);

    private static List<Phrase> NounPhrases(ControlledGrammar grammar, string[] target)
    {
        var lemmas = grammar.Lexicon.Animals.Concat(grammar.Lexicon.Places).SelectMany(entry => new[] { entry.First, entry.Second }).OfType<NounLemma>().ToList();
        var phrases = new List<Phrase>();
        for (var i = 0; i < target.Length; i++)
        {
            var id = grammar.Vocabulary.Id(target[i]);
            if (lemmas.Find(lemma => lemma.Singular == id || lemma.Plural == id) is { } lemma)
            {
                var bare = Determiner.IsMatch(target[i - 1]);
                var start = bare ? i - 1 : i - 2;
                phrases.Add(new Phrase(start, target[start], bare ? null : target[i - 1], target[i], lemma, lemma.Plural == id));
            }
        }

        return phrases;
    }

    private static void Agrees(Phrase phrase)
    {
        var vowel = phrase.Lemma.Gender.ToString().ToLowerInvariant();
        var determiner = Determiner.Match(phrase.Determiner);
        Assert.Equal((vowel, phrase.Plural ? "i" : ""), (determiner.Groups["gender"].Value, determiner.Groups["plural"].Value));
        Assert.Equal(phrase.Plural, phrase.Noun.EndsWith("ur", StringComparison.Ordinal));
        if (phrase.Adjective is { } adjective)
        {
            Assert.EndsWith(vowel + (phrase.Plural ? "i" : ""), adjective);
        }
    }

    private static void OneRegister(string[] target, List<Match> auxiliaries, int? vocative)
    {
        var formal = auxiliaries[0].Groups["formal"].Length > 0;
        var verbs = target.Where(word => Regex.IsMatch(word, "(ek|evas)$")).ToList();
        Assert.All(auxiliaries, match => Assert.Equal(formal, match.Groups["formal"].Length > 0));
        Assert.Equal(auxiliaries.Count, verbs.Count);
        Assert.All(verbs, verb => Assert.EndsWith(formal ? "evas" : "ek", verb));
        Assert.True(vocative is null || formal == (vocative == 0));
    }

    // Subjects are nominative, places dative before their postposition, and objects in the case that their verb requires. Verb and
    // auxiliary end the clause.
    private static void EveryClauseIsInOrder(Meaning meaning, string[] target, List<Phrase> nouns)
    {
        var cases = nouns.Select(phrase => (phrase, @case: Determiner.Match(phrase.Determiner).Groups["case"].Value)).ToList();
        var places = cases.Where(item => WordLists.Postpositions.Contains(After(target, item.phrase))).ToList();
        Clause?[] clauses = [meaning.Main, meaning.Other];
        Assert.Equal(meaning.Main.Place is null ? 0 : 1, places.Count);
        Assert.All(places, item => Assert.Equal("s", item.@case));
        Assert.Equal(clauses.Count(clause => clause?.Subject is not null), cases.Count(item => item.@case == ""));
        Assert.Equal(clauses.Count(clause => clause?.Object is not null), cases.Except(places).Count(item => item.@case != ""));
        foreach (var (word, next) in target.Zip(target.Skip(1)).Where(pair => Regex.IsMatch(pair.First, "(ek|evas)$")))
        {
            Assert.True(Auxiliary.IsMatch(next), $"{word} {next}");
        }
    }

    private static string After(string[] target, Phrase phrase) => target[phrase.Start + (phrase.Adjective is null ? 2 : 3)];
}
