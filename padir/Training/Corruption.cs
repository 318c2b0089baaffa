using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Training;

/// <summary>A target as the decoder sees it in training, and which of its tokens count.</summary>
/// <param name="Input">Token ids with the end.</param>
/// <param name="Counts">Whether each is in the loss.</param>
internal readonly record struct CorruptedTarget(int[] Input, bool[] Counts);

/// <summary>
/// Noise on a target: each word is noised by itself, with the example's density. A noised word stays with probability <c>correct</c>,
/// becomes a random word with probability <c>random</c>, else a mask as the input scheme has it. The end stays, since the length is given.
/// </summary>
internal sealed class Corruption(CorruptionOptions options, LossWeighting weighting, DecodingTokens tokens)
{
    /// <param name="target">With its end.</param>
    /// <param name="random">Of this example in this step.</param>
    public CorruptedTarget Apply(int[] target, SplitMix64 random)
    {
        int[] input = [.. target];
        var counts = new bool[target.Length];
        counts[^1] = true;
        var density = options.NoiseDensity ?? random.NextDouble();
        for (var i = 0; i < target.Length - 1; i++)
        {
            var noised = random.NextDouble() < density;
            var masked = false;
            if (noised)
            {
                (input[i], masked) = Noise(target[i], i, random);
            }

            counts[i] = weighting switch { LossWeighting.All => true, LossWeighting.Noise => noised, _ => masked };
        }

        return new CorruptedTarget(input, counts);
    }

    private (int Token, bool Masked) Noise(int word, int position, SplitMix64 random)
    {
        var kind = random.NextDouble();
        if (kind < options.Correct)
        {
            return (word, false);
        }

        return kind < options.Correct + options.Random
            ? (RandomWord(random), false)
            : (options.Input switch
            {
                InputScheme.Mask => tokens.Mask,
                InputScheme.MaskRange => tokens.MaskAt(position),
                _ => RandomWord(random),
            }, true);
    }

    private int RandomWord(SplitMix64 random) => tokens.FirstWord + random.Next(tokens.Words);
}
