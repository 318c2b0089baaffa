namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The texts of the paper's figures, after its captions, and of those that accompany them, whose numbers end in a letter.
/// </summary>
internal static class PaperFigureTexts
{
    /// <summary>Figure name → text.</summary>
    public static IReadOnlyDictionary<string, FigureText> All { get; } = new Dictionary<string, FigureText>
    {
        ["figure-1"] = new(
            "1",
            "number of samples $n$",
            "average squared error $1/d norm(hat(theta) - theta^*)^2$",
            """
            Error of the $k$-pseudolikelihood estimate over the number of samples. The paper's figure has the average squared
            error of the estimated Ising parameters for four spins in one clique, $J = 0.05$, $h = 0$, with bars of half a
            standard deviation either way over ten repetitions. Points and bars here are drawn likewise; the dashed lines are
            beyond the paper: the asymptotic error $op("tr") Gamma_k \/ (d n)$, with $d$ the number of fitted parameters. Both
            axes are logarithmic, and points of one sample size stand a little apart so that their bars can be told apart; a bar
            without caps reaches below zero.
            """,
            "Average squared error over the number of samples, weak coupling"),
        ["figure-1-all-masks"] = new(
            "1b",
            "number of samples $n$",
            "average squared error $1/d norm(hat(theta) - theta^*)^2$",
            """
            The same data as in the figure before ($J = 0.05$), but every sample's loss is averaged over all masks of size $k$
            instead of one mask a sample. Beyond the paper. Dashed: the asymptotic error of this estimator.
            """,
            "The same with all masks, weak coupling"),
        ["figure-2"] = new(
            "2",
            "number of samples $n$",
            "average squared error $1/d norm(hat(theta) - theta^*)^2$",
            """
            Error of the $k$-pseudolikelihood estimate over the number of samples. The paper's figure has the average squared
            error of the estimated Ising parameters for four spins in one clique, $J = 0.3$, $h = 0$, with bars of half a standard
            deviation either way over ten repetitions. Points and bars here are drawn likewise; the dashed lines are beyond the
            paper: the asymptotic error $op("tr") Gamma_k \/ (d n)$, with $d$ the number of fitted parameters. Both axes are
            logarithmic, and points of one sample size stand a little apart so that their bars can be told apart; a bar without
            caps reaches below zero.
            """,
            "Average squared error over the number of samples, stronger coupling"),
        ["figure-2-all-masks"] = new(
            "2b",
            "number of samples $n$",
            "average squared error $1/d norm(hat(theta) - theta^*)^2$",
            """
            The same data as in the figure before ($J = 0.3$), but every sample's loss is averaged over all masks of size $k$
            instead of one mask a sample. Beyond the paper. Dashed: the asymptotic error of this estimator.
            """,
            "The same with all masks, stronger coupling"),
        ["figure-3"] = new(
            "3",
            "coupling $J$",
            "steps from $R_(-1)$ to $R_1$",
            """
            Steps of the $k$-Gibbs sampler from the smaller mode $R_(-1)$ to the larger mode $R_1$. The paper's figure has ten
            spins, a clique of four, $h_i = 5$, varying $J$ and a budget of 1,000 steps, where a point at 1,000 means that the
            mode was not reached, with bars of half a standard deviation either way over ten repetitions; it leaves out the
            independent parallel sampler, which never arrives. Points and bars here are drawn likewise, a little apart at each
            $J$. The lines are beyond the paper: the exact expected number of steps, capped at the budget, from the chain of the
            number of $+1$ spins. The vertical axis is logarithmic.
            """,
            "Steps from one mode to the other over the coupling, one series per block size"),
        ["figure-3-independent"] = new(
            "3b",
            "coupling $J$",
            "probability within the budget",
            """
            Why the independent parallel sampler is not in the figure before: the exact probability that it reaches $R_1$ from
            $R_(-1)$ within the budget, and the bound, the probability that it leaves $R_(-1)$ at all; from the dotted line on,
            the caption's “never” holds in the sense of the claim. Beyond the paper.
            """,
            "Probability of the independent parallel sampler reaching the larger mode over the coupling, on a logarithmic scale"),
    };
}
