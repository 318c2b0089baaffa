using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// Gives every candidate of a batch a random stream of its own, which is a function of the seed, the sentence's number in the whole
/// input, the target's length, and how many candidates of that sentence and length come before it. So what a candidate draws depends
/// neither on the batch it is decoded in nor on the other candidates, and no two candidates draw the same numbers.
/// </summary>
/// <param name="seed">Of all streams.</param>
/// <param name="sentences">For each source of the batch its number in the whole input.</param>
internal sealed class CandidateStreams(int seed, IReadOnlyList<long> sentences)
{
    private const ulong LoopFamily = 0x6c6f6f70;
    private const ulong RefinementFamily = 0x6769626273;

    /// <summary>For the decoding loop: one stream for each candidate.</summary>
    public IReadOnlyList<Random> ForLoop(IReadOnlyList<Candidate> candidates) => Of(LoopFamily, candidates);

    /// <summary>For k-Gibbs refinement behind the loop: other streams than the loop's.</summary>
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
