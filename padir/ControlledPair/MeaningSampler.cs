namespace Gmlm.Padir.ControlledPair;

/// <summary>Draws what a source says: a frame by its probability, then every slot of it uniformly.</summary>
internal sealed class MeaningSampler(FrameTable frames)
{
    public Meaning Sample(PairRandom random)
    {
        var frame = frames.Sample(random);
        var second = frame.Other != OtherKind.None;
        var main = new Clause(
            Animal(random, frame.SubjectAdjective),
            Verb(random, frame.Transitive),
            frame.Transitive ? Animal(random, frame.ObjectAdjective) : null,
            frame.Place == PlaceKind.None
                ? null
                : new PlacePhrase(random.NextBelow(WordLists.Prepositions.Length), Noun(random, frame.Place == PlaceKind.WithAdjective, WordLists.Places.Length)));
        var other = !second ? null : new Clause(
            frame.Other == OtherKind.Pronoun ? null : Animal(random, frame.Other == OtherKind.WithAdjective),
            Verb(random, frame.OtherTransitive),
            frame.OtherTransitive ? Animal(random, frame.OtherObjectAdjective) : null,
            null);
        return new Meaning(
            frame.Vocative ? random.NextBelow(WordLists.Vocatives.Length) : null,
            frame.Time ? random.NextBelow(WordLists.Times.Length) : null,
            random.NextBelow(2) == 1,
            main,
            second ? random.NextBelow(WordLists.Connectives.Length) : null,
            other);
    }

    private static NounPhrase Animal(PairRandom random, bool adjective) => Noun(random, adjective, WordLists.Animals.Length);

    private static NounPhrase Noun(PairRandom random, bool adjective, int nouns) => new(
        random.NextBelow(WordLists.Determiners.Length),
        random.NextBelow(2) == 1,
        adjective ? random.NextBelow(WordLists.Adjectives.Length) : null,
        random.NextBelow(nouns));

    private static VerbMeaning Verb(PairRandom random, bool transitive) =>
        new(transitive, random.NextBelow((transitive ? WordLists.Transitive : WordLists.Intransitive).Length));
}
