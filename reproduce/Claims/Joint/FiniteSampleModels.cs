using System.Numerics.Tensors;
using Gmlm.Theory.Objectives;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>A set Θ of models for one truth and one p_K, with all quantities of the finite-sample bound, enumerated once.</summary>
internal sealed class FiniteSampleModels
{
    private readonly double[][] _losses; // −log p_θ(x_K given x_{−K}), |masks| · q^N numbers for every θ
    private readonly double[] _expected; // L_PL(θ)

    private FiniteSampleModels(
        string id,
        string name,
        FiniteDistribution truth,
        MaskDistribution masks,
        FiniteDistribution[] models,
        int? cover = null,
        double slack = 0)
    {
        (Id, Name, Truth, Masks, Slack, Size) = (id, name, truth, masks, slack, cover ?? models.Length);
        var population = MaskedData.Product(truth, masks);
        _losses =
        [
            .. models.Select(model =>
                masks.Masks.SelectMany(mask => Conditionals.Of(model, mask).Select(conditional => -Math.Log(conditional))).ToArray()),
        ];
        _expected = [.. _losses.Select(losses => TensorPrimitives.Dot<double>(losses, population.Weights))];
        LargestLoss = _losses.Max(losses => losses.Max());
    }

    public string Id { get; }

    public string Name { get; }

    public FiniteDistribution Truth { get; }

    public MaskDistribution Masks { get; }

    /// <summary>M, the size of Θ or of its cover.</summary>
    public int Size { get; }

    /// <summary>2Λε; zero for a finite Θ.</summary>
    public double Slack { get; }

    /// <summary>log(1/β).</summary>
    public double LargestLoss { get; }

    /// <summary>log(1/β) √(log(M/δ)/(2n)).</summary>
    public double Allowance(int samples, double delta) => LargestLoss * Math.Sqrt(Math.Log(Size / delta) / (2 * samples));

    /// <summary>L_PL(θ) − L̂_PL(θ) of every θ on one data set.</summary>
    public double[] Deviations(MaskedData data)
    {
        var deviations = new double[_losses.Length];
        for (var t = 0; t < deviations.Length; t++)
        {
            deviations[t] = _expected[t] - TensorPrimitives.Dot(_losses[t], data.Weights);
        }

        return deviations;
    }

    /// <summary>
    /// Ising with the clique's masks of size 2, Potts with masks of both sizes, tables with masks without symmetry, an
    /// interval of couplings.
    /// </summary>
    public static IReadOnlyList<FiniteSampleModels> All(ExperimentContext context)
    {
        var random = context.Stream("finite-sample/models");
        return [
            Finite("ising", Instances.Cliques()[1], MaskDistribution.UniformOfSize(4, 2)),
            Finite("potts", Instances.PottsModels(context)[0], MaskDistribution.Bernoulli(2, 0.7)),
            Finite("table", Instances.Tables(context)[0], Instances.RandomMasks(Instances.Tables(context)[0].Length, random)),
            Interval()];

        FiniteSampleModels Finite(string id, Instance instance, MaskDistribution masks) => new(
            id, $"64 models around {instance.Name}", instance.Truth, masks,
            [instance.Truth, .. Enumerable.Range(1, 63).Select(_ => instance.Family.At(instance.Perturbed(random, 0.5)))]);
    }

    /// <summary>
    /// J ∈ [0, 1] on a clique of four, covered by 512 points: every J is within ε = 1/1024 of one. The loss of one pair moves with J by
    /// F − E F, F = Σ x_i x_j between −2 and 6, so Λ = 8; L_PL and L̂_PL move by Λε each.
    /// </summary>
    private static FiniteSampleModels Interval() => new(
        "interval", "couplings from 0 to 1", Ising.Clique(4, 4, 0.3, 0).Distribution(), MaskDistribution.UniformOfSize(4, 1),
        [.. Enumerable.Range(0, 257).Select(t => Ising.Clique(4, 4, t / 256.0, 0).Distribution())], cover: 512, slack: 2 * 8 / 1024.0);
}
