using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// An instance in coordinates of θ where its Fisher information is 1. Claims about the Loewner order do not depend on coordinates;
/// the digits of a strongly peaked model, whose information is ill-conditioned, do.
/// </summary>
internal static class FisherCoordinates
{
    /// <summary>The same distribution, as a member of the same family in other coordinates.</summary>
    public static Instance Of(Instance instance)
    {
        var (family, parameters) = Whitening.OfFisher(instance.Family, instance.Parameters, instance.Truth);
        return new Instance(instance.Name, family, parameters);
    }
}
