using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Systems that write as many words as they are told to: for the cost of decoding, which what is written does not change.</summary>
internal static class FixedLength
{
    /// <summary>Greedy, with a cache.</summary>
    /// <param name="model">One that never writes an end.</param>
    /// <param name="length">Words.</param>
    /// <exception cref="InvalidOperationException">When run: it wrote an end.</exception>
    public static TimedSystem Autoregressive(TranslationModel model, int length) => new("ar", "AR", batch =>
    {
        var targets = model.Autoregressive(batch, new AutoregressiveOptions { MaxLength = length }, limited: false);
        return targets.All(target => target.Tokens.Count == length) ? [.. targets.Select(target => target.Tokens)] : throw new InvalidOperationException("a target ended");
    });

    /// <summary>The headline loop with one length, or with several around it.</summary>
    /// <param name="model">Any parallel one.</param>
    /// <param name="length">Words.</param>
    /// <param name="steps">Iterations.</param>
    /// <param name="lengths">Odd: so many candidates.</param>
    public static TimedSystem InParallel(TranslationModel model, int length, int steps, int lengths = 1) => new(lengths == 1 ? $"s{steps}" : $"lengths{lengths}.s{steps}", $"S = {steps}", batch =>
    {
        var loop = new DecodingOptions
        {
            Iterations = steps,
            Rejecter = new LinearSchedule(),
            Update = UpdateScheme.Rejected,
            MaxLength = length + lengths,
            BeamLength = lengths,
        };
        return [.. model.Parallel(batch, new ParallelSettings { Loop = loop, Lengths = [.. batch.Select(_ => length)] }).Select(sentence => sentence.Best.Tokens)];
    });
}
