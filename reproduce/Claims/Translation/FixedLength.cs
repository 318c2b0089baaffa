using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Systems that write a given number of words, for measuring the cost of decoding, which does not depend on the words.</summary>
internal static class FixedLength
{
    /// <summary>Greedy autoregressive decoding with a cache.</summary>
    /// <param name="model">A model that never writes an end token.</param>
    /// <param name="length">The number of words.</param>
    /// <exception cref="InvalidOperationException">Thrown by a run in which the model writes an end token.</exception>
    /// <param name="name">The name in metrics.</param>
    public static TimedSystem Autoregressive(TranslationModel model, int length, string name = "ar") => new(name, "AR", batch =>
    {
        var targets = model.Autoregressive(batch, new AutoregressiveOptions { MaxLength = length }, limited: false);
        return targets.All(target => target.Tokens.Count == length)
            ? [.. targets.Select(target => target.Tokens)]
            : throw new InvalidOperationException("a target ended");
    });

    /// <summary>The headline loop with one length, or with several around it.</summary>
    /// <param name="model">A parallel model.</param>
    /// <param name="length">The number of words.</param>
    /// <param name="steps">The number of iterations.</param>
    /// <param name="lengths">The number of length candidates, which is odd.</param>
    public static TimedSystem InParallel(TranslationModel model, int length, int steps, int lengths = 1) =>
        new(lengths == 1 ? $"s{steps}" : $"lengths{lengths}.s{steps}", $"S = {steps}", batch =>
    {
        var loop = new DecodingOptions
        {
            Iterations = steps,
            Rejecter = new LinearSchedule(),
            Update = UpdateScheme.Rejected,
            MaxLength = length + lengths,
            BeamLength = lengths,
        };
        return
        [
            .. model.Parallel(batch, new ParallelSettings { Loop = loop, Lengths = [.. batch.Select(_ => length)] })
                .Select(sentence => sentence.Best.Tokens),
        ];
    });

    /// <summary>The loop on a canvas, cell by cell, so that every pass has cells left to write.</summary>
    /// <param name="model">A model that fills canvases.</param>
    /// <param name="steps">The number of passes.</param>
    /// <param name="name">The name in metrics.</param>
    /// <exception cref="InvalidOperationException">Thrown by a run in which decoding ends early.</exception>
    public static TimedSystem OnCanvas(TranslationModel model, int steps, string name) => new(name, $"canvas, S = {steps}", batch =>
    {
        var loop = CanvasLoop.Of(steps, model.Model.Config.Corruption.Input) with { CanvasUnit = CanvasUnit.Cells };
        var best = model.Parallel(batch, new ParallelSettings { Loop = loop }).Select(sentence => sentence.Best).ToArray();
        return best.All(text => text.Iterations == steps)
            ? [.. best.Select(text => text.Cells!)]
            : throw new InvalidOperationException("a canvas was done early");
    });
}
