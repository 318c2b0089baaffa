using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// One step of a Markov chain on {−1,+1}^N: (generator, state) → state. A kernel holds tables only, so one instance serves many threads,
/// each with its own generator.
/// </summary>
public interface ISpinKernel
{
    /// <summary>N ≤ 64.</summary>
    int Length { get; }

    /// <summary>The next state; bit i set means x_i = +1, and bits from <see cref="Length"/> on are zero.</summary>
    ulong Step(RandomStream random, ulong state);
}
