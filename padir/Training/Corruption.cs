using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Training;

/// <summary>A corrupted target, which the decoder reads in training, and the tokens in the loss.</summary>
/// <param name="Input">Token ids with the end token.</param>
/// <param name="InLoss">Whether each token is in the loss.</param>
internal readonly record struct CorruptedTarget(int[] Input, bool[] InLoss);

/// <summary>
/// Corrupts targets. Each word is noised independently, with a probability that is the example's noise density. A noised word stays with
/// probability <c>correct</c>, becomes a random word with probability <c>random</c>, and otherwise a mask of the input scheme. The end
/// token stays, since the length is given.
/// </summary>
internal sealed class Corruption(CorruptionOptions options, LossWeighting weighting, DecodingTokens tokens)
{
    /// <param name="target">The target with its end token.</param>
    /// <param name="random">The stream of this example in this step.</param>
    public CorruptedTarget Apply(int[] target, SplitMix64 random)
    {
        int[] input = [.. target];
        var inLoss = new bool[target.Length];
        inLoss[^1] = true;
        var density = options.NoiseDensity ?? random.NextDouble();
        for (var i = 0; i < target.Length - 1; i++)
        {
            var noised = random.NextDouble() < density;
            var masked = false;
            if (noised)
            {
                (input[i], masked) = Noise(target[i], i, random);
            }

            inLoss[i] = weighting switch { LossWeighting.All => true, LossWeighting.Noise => noised, _ => masked };
        }

        return new CorruptedTarget(input, inLoss);
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
