using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// Adds to the runtime's strict reading of JSON: a list or a dictionary that holds null is an error. The runtime checks the nullability of
/// properties but not of the items of a collection, and no code of this program expects a null item.
/// </summary>
public static class StrictJson
{
    /// <summary>
    /// Contracts for <see cref="JsonSerializerOptions.TypeInfoResolver"/> under which a null item throws a <see cref="JsonException"/>.
    /// </summary>
    public static IJsonTypeInfoResolver Contracts { get; } = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullItems } };

    /// <summary>Checks a collection that was read as the root of a JSON text, which the contracts do not reach.</summary>
    /// <exception cref="JsonException">The collection holds null.</exception>
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
