using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// Simulates the hitting time of a kernel from R₋₁ to R₁ (all clique spins −1, all clique spins +1). T is the number of steps until the
/// state is in R₁ for the first time, and min(T, budget) is returned. The other spins start at −1 as well; if they do not interact with the
/// clique, as in <see cref="Distributions.Ising.Clique"/>, the distribution of T does not depend on them.
/// </summary>
public static class SampledHittingTime
{
    /// <summary>min(T, <paramref name="budget"/>) of one run; <paramref name="clique"/> is the bit mask of C.</summary>
    public static int Sample(ISpinKernel kernel, RandomStream random, ulong clique, int budget)
    {
        ulong state = 0;
        for (var steps = 1; steps <= budget; steps++)
        {
            state = kernel.Step(random, state);
            if ((state & clique) == clique)
            {
                return steps;
            }
        }

        return budget;
    }
}
