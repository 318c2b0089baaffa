using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// How many steps a kernel takes from R₋₁ to R₁ (all clique spins −1, all clique spins +1): T is the number of steps until the state
/// is in R₁ for the first time, and min(T, budget) is what is returned. The other spins start at −1 as well; where they do not interact with
/// the clique, as in <see cref="Distributions.Ising.Clique"/>, the law of T does not depend on them.
/// </summary>
public static class ReachingTime
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
