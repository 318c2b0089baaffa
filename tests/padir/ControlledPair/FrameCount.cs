using System.Numerics;
using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>
/// Counts the sources of a frame exactly. In a frame the slots are filled independently, so their numbers multiply. The translations of
/// a source, by how many tokens they have beyond the shortest, are the coefficients of 2^a (1 + x)^b: a choices between equally long
/// answers, b between answers one token apart. Summing over a and b gives how many sources have how many translations of one length.
/// </summary>
internal static class FrameCount
{
    /// <summary>The least number of translations of one length that makes a source count as entangled.</summary>
    public const int EntangledFrom = 4;

    // What a slot can be filled with: how many fillers leave nothing open, a choice between equal lengths, a choice between lengths one
    // apart.
    private readonly record struct Slot(int Fixed, int Equal, int Longer)
    {
        public int All => Fixed + Equal + Longer;
    }

    private static readonly Slot Bare = new(2 * WordLists.Determiners.Length, 0, 0);
    private static readonly Slot Adjective = new(WordLists.Adjectives.Length, 0, 0);
    private static readonly Slot Animal = new(WordLists.Animals.Length - Lexicon.DoubleAnimals, Lexicon.DoubleAnimals, 0);
    private static readonly Slot Connective = new(2, 2, 2);

    /// <summary>The number of distinct sources of a grammar.</summary>
    public static BigInteger Sources(ControlledGrammar grammar) =>
        grammar.Frames.Frames.Aggregate(BigInteger.Zero, (sum, frame) => sum + Of(frame));

    /// <summary>The number of distinct sources of a grammar with at least four translations of one length.</summary>
    public static BigInteger EntangledSources(ControlledGrammar grammar) =>
        grammar.Frames.Frames.Aggregate(BigInteger.Zero, (sum, frame) => sum + Entangled(frame));

    /// <summary>The probability that a sampled source has at least four translations of one length, up to rounding.</summary>
    public static double EntangledProbability(ControlledGrammar grammar) => grammar.Frames.Frames.Sum(frame =>
        grammar.Frames.Probability(frame) * (double)Entangled(frame) / (double)Of(frame));

    /// <summary>Distinct sources of a frame.</summary>
    public static BigInteger Of(Frame frame) => Slots(frame).Aggregate(BigInteger.One, (product, slot) => product * slot.All);

    /// <summary>Distinct sources of a frame with at least four translations of one length.</summary>
    public static BigInteger Entangled(Frame frame)
    {
        var counts = new Dictionary<(int Equal, int Longer), BigInteger> { [(0, 0)] = 1 };
        foreach (var slot in Slots(frame))
        {
            var next = new Dictionary<(int Equal, int Longer), BigInteger>();
            foreach (var (open, count) in counts)
            {
                Add(next, open, count * slot.Fixed);
                Add(next, (open.Equal + 1, open.Longer), count * slot.Equal);
                Add(next, (open.Equal, open.Longer + 1), count * slot.Longer);
            }

            counts = next;
        }

        return counts.Where(item => MostOfOneLength(item.Key.Equal, item.Key.Longer) >= EntangledFrom)
            .Aggregate(BigInteger.Zero, (sum, item) => sum + item.Value);
    }

    /// <summary>The largest coefficient of 2^equal (1 + x)^longer; at most three choices change the length.</summary>
    public static int MostOfOneLength(int equal, int longer) => (1 << equal) * (longer switch { 0 or 1 => 1, 2 => 2, _ => 3 });

    private static IEnumerable<Slot> Slots(Frame frame)
    {
        yield return new Slot(2, 0, 0); // the tense
        yield return frame.Vocative ? new Slot(WordLists.Vocatives.Length, 0, 0) : new Slot(0, 1, 0); // without one the register is open
        if (frame.Time)
        {
            yield return new Slot(WordLists.Times.Length, 0, 0);
        }

        foreach (var slot in NounPhrase(Animal, frame.SubjectAdjective).Append(Verb(frame.Transitive)))
        {
            yield return slot;
        }

        foreach (var slot in frame.Transitive ? NounPhrase(Animal, frame.ObjectAdjective) : [])
        {
            yield return slot;
        }

        if (frame.Place != PlaceKind.None)
        {
            yield return new Slot(WordLists.Prepositions.Length, 0, 0);
            foreach (var slot in NounPhrase(new Slot(WordLists.Places.Length, 0, 0), frame.Place == PlaceKind.WithAdjective))
            {
                yield return slot;
            }
        }

        if (frame.Other == OtherKind.None)
        {
            yield break;
        }

        yield return Connective;
        yield return Verb(frame.OtherTransitive);
        foreach (var slot in frame.Other == OtherKind.Pronoun ? [] : NounPhrase(Animal, frame.Other == OtherKind.WithAdjective))
        {
            yield return slot;
        }

        foreach (var slot in frame.OtherTransitive ? NounPhrase(Animal, frame.OtherObjectAdjective) : [])
        {
            yield return slot;
        }
    }

    private static Slot[] NounPhrase(Slot noun, bool adjective) => adjective ? [Bare, Adjective, noun] : [Bare, noun];

    private static Slot Verb(bool transitive)
    {
        var all = (transitive ? WordLists.Transitive : WordLists.Intransitive).Length;
        var (equal, longer) = (Lexicon.DoubleVerbs(transitive), Lexicon.LightVerbs(transitive));
        return new Slot(all - equal - longer, equal, longer);
    }

    private static void Add(Dictionary<(int, int), BigInteger> counts, (int, int) key, BigInteger count)
    {
        if (!count.IsZero)
        {
            counts[key] = counts.GetValueOrDefault(key) + count;
        }
    }
}
