using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// What the runtime's strict reading leaves open: a list or a dictionary that holds null. The runtime holds a property against its
/// nullability, but not the items of a collection, and nothing in this program expects a null there.
/// </summary>
public static class StrictJson
{
    /// <summary>
    /// Contracts of types, for <see cref="JsonSerializerOptions.TypeInfoResolver"/>: a null item is a <see cref="JsonException"/>.
    /// </summary>
    public static IJsonTypeInfoResolver Contracts { get; } = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullItems } };

    /// <summary>Refuses null items of a collection that is itself what was read.</summary>
    /// <exception cref="JsonException">It holds null.</exception>
    public static T Checked<T>(T read) => HoldsNull(read) ? throw new JsonException("the list holds null") : read;

    private static void RefuseNullItems(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        type.OnDeserialized = read =>
        {
            foreach (var property in type.Properties.Where(property => HoldsNull(property.Get?.Invoke(read))))
            {
                throw new JsonException($"'{property.Name}' holds null");
            }
        };
    }

    private static bool HoldsNull(object? value) => value switch
    {
        string => false,
        IDictionary dictionary => dictionary.Values.Cast<object?>().Any(item => item is null || HoldsNull(item)),
        IEnumerable items => items.Cast<object?>().Any(item => item is null || HoldsNull(item)),
        _ => false,
    };
}
