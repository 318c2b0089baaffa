using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// Gives every candidate of a batch its own random stream. The stream is a function of the seed, the sentence's number in the whole input,
/// the target's length, and the number of earlier candidates with that sentence and length. The numbers that a candidate draws therefore
/// depend neither on its batch nor on other candidates, and no two candidates share a stream.
/// </summary>
/// <param name="seed">The seed of all streams.</param>
/// <param name="sentences">The number of each source of the batch in the whole input.</param>
internal sealed class CandidateStreams(int seed, IReadOnlyList<long> sentences)
{
    private const ulong LoopFamily = 0x6c6f6f70;
    private const ulong RefinementFamily = 0x6769626273;

    /// <summary>One stream for each candidate, for the decoding loop.</summary>
    public IReadOnlyList<Random> ForLoop(IReadOnlyList<Candidate> candidates) => Of(LoopFamily, candidates);

    /// <summary>One stream for each candidate, for k-Gibbs refinement. They differ from the streams of the loop.</summary>
    public IReadOnlyList<Random> ForRefinement(IReadOnlyList<Candidate> candidates) => Of(RefinementFamily, candidates);

    private SplitMix64[] Of(ulong family, IReadOnlyList<Candidate> candidates)
    {
        var before = new Dictionary<Candidate, int>();
        return [.. candidates.Select(candidate =>
        {
            var copy = before.GetValueOrDefault(candidate);
            before[candidate] = copy + 1;
            var sentence = SplitMix64.Mix(SplitMix64.Mix((ulong)seed, family), (ulong)sentences[candidate.Source]);
            return SplitMix64.ForItem(sentence, (ulong)candidate.Length, copy);
        })];
    }
}
