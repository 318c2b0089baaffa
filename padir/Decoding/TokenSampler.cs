using System.Numerics.Tensors;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// Chooses a token from the logits of one position: the likeliest one, or a random draw. It has working memory, so that each thread needs
/// its own.
/// </summary>
/// <param name="options">Temperature, truncation and <see cref="DecodingOptions.BlankBias"/>.</param>
/// <param name="blank">The blank's id on a canvas; otherwise null.</param>
internal sealed class TokenSampler(DecodingOptions options, int? blank = null)
{
    private float[] _weights = [];
    private float[] _biased = [];

    /// <summary>Returns a token and its log-probability at temperature 1, logit − ln Σ exp(logits).</summary>
    /// <param name="logits">V values, −∞ for impossible tokens.</param>
    /// <param name="random">Gives one number if the token is drawn, and none otherwise.</param>
    /// <exception cref="InvalidOperationException">A logit is not a number, or none is finite.</exception>
    public (int Token, float LogProbability) Choose(ReadOnlySpan<float> logits, Random random) => Choose(logits, random, out _);

    /// <inheritdoc cref="Choose(ReadOnlySpan{float}, Random)"/>
    /// <param name="logits">V values.</param>
    /// <param name="random">Gives one number if the token is drawn, and none otherwise.</param>
    /// <param name="confidence">The confidence by <see cref="DecodingOptions.Confidence"/>.</param>
    public (int Token, float LogProbability) Choose(ReadOnlySpan<float> logits, Random random, out float confidence)
    {
        if (blank is { } id && options.BlankBias is { } bias and not 0)
        {
            Array.Resize(ref _biased, logits.Length);
            logits.CopyTo(_biased);
            _biased[id] -= (float)bias;
            logits = _biased;
        }

        if (_weights.Length < logits.Length)
        {
            _weights = new float[logits.Length];
        }

        var weights = _weights.AsSpan(0, logits.Length);
        var likeliest = TensorPrimitives.IndexOfMax(logits);
        var most = logits[likeliest];
        if (!float.IsFinite(most))
        {
            throw new InvalidOperationException($"The largest logit of a position is {most}.");
        }

        Exponentials(logits, most, 1, weights);
        var sum = TensorPrimitives.Sum<float>(weights);
        var normaliser = most + MathF.Log(sum);
        confidence = options.Confidence switch
        {
            ConfidenceMeasure.Margin => MathF.Log((1 - Second(weights, likeliest)) / sum),
            ConfidenceMeasure.Entropy => -Entropy(weights, sum),
            _ => 0,
        };
        var token = options.IsArgmax ? likeliest : Draw(logits, most, weights, random);
        var logProbability = Math.Min(0, logits[token] - normaliser);
        confidence = options.Confidence == ConfidenceMeasure.Probability ? logProbability : Math.Min(0, confidence);
        return (token, logProbability);
    }

    // The second-largest weight. The largest is 1.
    private static float Second(ReadOnlySpan<float> weights, int likeliest)
    {
        var left = weights[..likeliest];
        var right = weights[(likeliest + 1)..];
        return Math.Max(left.IsEmpty ? 0 : TensorPrimitives.Max(left), right.IsEmpty ? 0 : TensorPrimitives.Max(right));
    }

    // The entropy H = ln Σ w − Σ w ln w / Σ w of the probabilities w / Σ w.
    private static float Entropy(ReadOnlySpan<float> weights, float sum)
    {
        var products = 0.0;
        foreach (var weight in weights)
        {
            // All smaller weights together would add less than 10⁻⁶.
            products += weight > 1e-12f ? weight * Math.Log(weight) : 0;
        }

        return (float)(Math.Log(sum) - (products / sum));
    }

    private int Draw(ReadOnlySpan<float> logits, float most, Span<float> weights, Random random)
    {
        if (options.Temperature != 1)
        {
            Exponentials(logits, most, (float)options.Temperature, weights);
        }

        Truncate(weights);
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var left = random.NextDouble() * total;
        var last = 0;
        for (var token = 0; token < weights.Length; token++)
        {
            if (weights[token] > 0)
            {
                last = token;
                left -= weights[token];
                if (left < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    // Sets all weights outside the top k or top p to 0. Of equal weights the lower ids are kept.
    private void Truncate(Span<float> weights)
    {
        if (options.TopK is null && options.TopP is null or 1)
        {
            return;
        }

        var total = TensorPrimitives.Sum<float>(weights);

        // Tokens below this weight have less than 1 − p of the probability together, so that none of them is among the top p.
        var least = options.TopP is { } share ? (float)((1 - share) * total / weights.Length) * 0.999f : 0;
        var order = new List<(float Weight, int Token)>();
        for (var token = 0; token < weights.Length; token++)
        {
            if (weights[token] > 0 && weights[token] >= least)
            {
                order.Add((weights[token], token));
            }
        }

        order.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Token.CompareTo(b.Token));
        weights.Clear();
        var (kept, mass) = (0, 0.0);
        foreach (var (weight, token) in order)
        {
            if (kept == options.TopK || (options.TopP is { } p && mass >= p * total))
            {
                break;
            }

            weights[token] = weight;
            mass += weight;
            kept++;
        }
    }

    // exp((x − max)/T)
    private static void Exponentials(ReadOnlySpan<float> logits, float most, float temperature, Span<float> weights)
    {
        TensorPrimitives.Subtract(logits, most, weights);
        if (temperature != 1)
        {
            TensorPrimitives.Divide(weights, temperature, weights);
        }

        TensorPrimitives.Exp(weights, weights);
    }
}
