using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>Draws the meaning of a source: a frame by its probability, then the word of each slot uniformly.</summary>
internal sealed class MeaningSampler(FrameTable frames)
{
    public Meaning Sample(SplitMix64 random)
    {
        var frame = frames.Sample(random);
        var second = frame.Other != OtherKind.None;
        var main = new Clause(
            Animal(random, frame.SubjectAdjective),
            Verb(random, frame.Transitive),
            frame.Transitive ? Animal(random, frame.ObjectAdjective) : null,
            frame.Place == PlaceKind.None
                ? null
                : new PlacePhrase(
                    random.Next(WordLists.Prepositions.Length),
                    Noun(random, frame.Place == PlaceKind.WithAdjective, WordLists.Places.Length)));
        var other = !second ? null : new Clause(
            frame.Other == OtherKind.Pronoun ? null : Animal(random, frame.Other == OtherKind.WithAdjective),
            Verb(random, frame.OtherTransitive),
            frame.OtherTransitive ? Animal(random, frame.OtherObjectAdjective) : null,
            null);
        return new Meaning(
            frame.Vocative ? random.Next(WordLists.Vocatives.Length) : null,
            frame.Time ? random.Next(WordLists.Times.Length) : null,
            random.Next(2) == 1,
            main,
            second ? random.Next(WordLists.Connectives.Length) : null,
            other);
    }

    private static NounPhrase Animal(SplitMix64 random, bool adjective) => Noun(random, adjective, WordLists.Animals.Length);

    private static NounPhrase Noun(SplitMix64 random, bool adjective, int nouns) => new(
        random.Next(WordLists.Determiners.Length),
        random.Next(2) == 1,
        adjective ? random.Next(WordLists.Adjectives.Length) : null,
        random.Next(nouns));

    private static VerbMeaning Verb(SplitMix64 random, bool transitive) =>
        new(transitive, random.Next((transitive ? WordLists.Transitive : WordLists.Intransitive).Length));
}
