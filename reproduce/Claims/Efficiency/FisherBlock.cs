using Gmlm.Theory.Chains;
using Gmlm.Theory.Information;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>The information of masked training is the Dirichlet form of the score under block dynamics with the same masks.</summary>
public sealed class FisherBlock : ClaimExperiment
{
    public override Claim Claim => new(
        "fisher-block", "A11", "Masked information is a Dirichlet form", Origin.Literature,
        Source: "law of total variance, applied to block dynamics",
        Wording: "$I_k = EE_K EE \"Cov\"(s | X_(-K))$ is the Dirichlet form of the score under block dynamics: $v^T I_k v = "
            + "EE_p [(v dot s) (1 - P) (v dot s)]$ for every $v$.",
        Method: "$I_k$ as the Hessian of the pseudolikelihood and as the covariance of the score within blocks, the right side "
            + "by applying $P$ to every component of the score; the margin is minus the largest relative difference.",
        ControlMethod: "Block dynamics whose masks are one position larger, or one smaller at $k = N$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "sums of at most a few thousand rounded terms, relative to the Fisher information";
        MarginLedger check = new(1e-10, Reason), control = new(1e-10, Reason);
        var instances = Instances.All(context);
        foreach (var (i, instance) in instances.Index())
        {
            foreach (var (name, masks) in MaskGrid.For(instance.Length))
            {
                Compare(check, instance, masks, masks, $"{instance.Name}, {name}");
            }

            for (var size = 1; size <= instance.Length; size++)
            {
                var other = size < instance.Length ? size + 1 : size - 1;
                Compare(
                    control,
                    instance,
                    MaskDistribution.UniformOfSize(instance.Length, size),
                    MaskDistribution.UniformOfSize(instance.Length, other),
                    $"{instance.Name}, k={size}, dynamics with k={other}");
            }

            context.Report((i + 1.0) / instances.Count);
        }

        return Decide(context, check.Outcome(), control.Outcome());
    }

    private static void Compare(MarginLedger ledger, Instance instance, MaskDistribution masks, MaskDistribution dynamicsMasks, string name)
    {
        var scores = FisherInformation.Scores(instance.Family, instance.Truth);
        var scale = FisherInformation.Of(instance.Family, instance.Truth).FrobeniusNorm();
        var form = DirichletForm(new BlockDynamics(instance.Truth, dynamicsMasks), scores);
        var hessian = PseudolikelihoodInformation.At(instance.Family, instance.Parameters, instance.Truth, masks).Hessian;
        var within = ConditionalCovariance.Expected(instance.Truth, scores, masks);
        ledger.Equal((hessian - form).FrobeniusNorm() / scale, 0, $"{name}, Hessian");
        ledger.Equal((within - form).FrobeniusNorm() / scale, 0, $"{name}, covariance within blocks");
    }

    /// <summary>The matrix of ⟨s_i, (1 − P) s_j⟩_p.</summary>
    private static Matrix<double> DirichletForm(BlockDynamics chain, double[] scores)
    {
        var count = chain.Stationary.Space.Count;
        var d = scores.Length / count;
        var columns = Enumerable.Range(0, d).Select(j => Enumerable.Range(0, count).Select(x => scores[(x * d) + j]).ToArray()).ToArray();
        var weighted = new double[count];
        var form = Matrix<double>.Build.Dense(d, d);
        for (var j = 0; j < d; j++)
        {
            chain.Apply(columns[j], weighted);
            for (var x = 0; x < count; x++)
            {
                weighted[x] = chain.Stationary[x] * (columns[j][x] - weighted[x]);
            }

            for (var i = 0; i < d; i++)
            {
                form[i, j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(columns[i], weighted);
            }
        }

        return form;
    }
}
